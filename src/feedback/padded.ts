/** Everything of feedback that is stored has one size, so that what went into the mixing is not known again by its size. */

/** The text that fills exactly 24 KiB when a store has sealed it, its frame of 33 bytes included. */
const BYTES = 24 * 1024 - 33;

/** JSON with so many spaces behind it that all are alike; who reads JSON does not mind them. */
export function padded(value: unknown): string {
  const json = JSON.stringify(value);
  const length = Buffer.byteLength(json);
  if (length > BYTES) throw new RangeError(`An entry of ${length} bytes is too long to be like all others.`);
  return json + ' '.repeat(BYTES - length);
}
