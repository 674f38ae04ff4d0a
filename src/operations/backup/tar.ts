/** A tar archive (ustar), written and read as it flows: what every system can open, and what may be larger than memory. */

export interface TarEntry {
  /** Up to 100 characters, with `/` between folders. */
  name: string;
  /** In bytes; the body must have exactly as many. */
  size: number;
  body: AsyncIterable<Uint8Array>;
}

const BLOCK = 512;
const NAME = 100;
const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

/** The archive's bytes. A body that is longer than its size is cut there; one that is shorter is a fault. */
export async function* writeTar(entries: AsyncIterable<TarEntry>, at: number): AsyncIterable<Uint8Array> {
  for await (const { name, size, body } of entries) {
    yield header(name, size, at);
    let left = size;
    for await (const bytes of body) {
      if (left === 0) break;
      const piece = bytes.subarray(0, left);
      left -= piece.length;
      yield piece;
    }
    if (left > 0) throw new Error('A file became shorter while it was read.');
    yield Buffer.alloc(padding(size));
  }
  yield Buffer.alloc(2 * BLOCK);
}

function header(name: string, size: number, at: number): Buffer {
  if (Buffer.byteLength(name) > NAME) throw new Error('A file has a name that is too long for an archive.');
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, offset: number, digits: number) =>
    block.write(value.toString(8).padStart(digits, '0'), offset, 'latin1');
  block.write(name, 0);
  octal(0o600, 100, 7);
  octal(0, 108, 7);
  octal(0, 116, 7);
  octal(size, 124, 11);
  octal(Math.floor(at / 1000), 136, 11);
  block.write('0', 156, 'latin1');
  block.write('ustar\x0000', 257, 'latin1');
  octal(sumOf(block), 148, 6);
  block[155] = 0x20;
  return block;
}

/** The checksum counts its own field as spaces. */
function sumOf(block: Uint8Array): number {
  return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

/** Reads entries one after the other; each body must be read to its end before the next is asked for. */
export async function* readTar(source: AsyncIterable<Uint8Array>): AsyncIterable<TarEntry> {
  const pieces = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);

  async function more(): Promise<void> {
    const { value, done } = await pieces.next();
    if (done) throw new Error('The archive ends too early.');
    held = held.length === 0 ? Buffer.from(value) : Buffer.concat([held, value]);
  }
  async function take(size: number): Promise<Buffer> {
    while (held.length < size) await more();
    const taken = held.subarray(0, size);
    held = held.subarray(size);
    return taken;
  }
  async function* bodyOf(size: number): AsyncIterable<Uint8Array> {
    for (let left = size; left > 0; ) {
      if (held.length === 0) await more();
      const piece = held.subarray(0, left);
      held = held.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
    await take(padding(size));
  }

  for (;;) {
    const block = await take(BLOCK);
    if (block.every((byte) => byte === 0)) return;
    if (Number.parseInt(block.toString('latin1', 148, 154), 8) !== sumOf(block))
      throw new Error('The archive is damaged.');
    const name = block.toString('utf8', 0, NAME).replace(/\0.*$/s, '');
    const size = Number.parseInt(block.toString('latin1', 124, 135), 8);
    yield { name, size, body: bodyOf(size) };
  }
}
