/**
 * A value in a file, its typed arrays apart from the rest: they are read to where they stay, and what holds them is
 * small. A file that is not whole, or not of this key, is as if it were not there.
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, renameSync, writeFileSync } from 'node:fs';
import { Deserializer, Serializer } from 'node:v8';

const KINDS = { Int8Array, Uint8Array, Int32Array, Float32Array } as const;
type Kind = keyof typeof KINDS;
type Numbers = InstanceType<(typeof KINDS)[Kind]>;

const MAGIC = 'kinline1';
/** Magic, lengths of tree and arrays, and the fingerprint of both. */
const HEAD = 8 + 4 + 4 + 32;
const ALIGNED = 8;

class Packer extends Serializer {
  declare _setTreatArrayBufferViewsAsHostObjects: (yes: boolean) => void;
  readonly arrays: Numbers[] = [];
  length = 0;

  /** Node calls it for each typed array. */
  _writeHostObject(numbers: Numbers): void {
    const kind = Object.keys(KINDS).indexOf(numbers.constructor.name);
    if (kind < 0) throw new Error(`There is no room for a ${numbers.constructor.name} in an archive.`);
    this.writeUint32(kind);
    this.writeUint32(this.length);
    this.writeUint32(numbers.length);
    this.arrays.push(numbers);
    this.length += Math.ceil(numbers.byteLength / ALIGNED) * ALIGNED;
  }
}

class Unpacker extends Deserializer {
  constructor(
    tree: Buffer,
    private readonly arrays: ArrayBuffer,
  ) {
    super(tree);
  }

  _readHostObject(): Numbers {
    const kind = Object.values(KINDS)[this.readUint32()];
    if (kind === undefined) throw new Error('An archive has a kind of array that nobody knows.');
    const offset = this.readUint32();
    return new kind(this.arrays, offset, this.readUint32());
  }
}

/** All at once or not at all: nobody ever finds half of it. */
export function writeArchive(file: string, value: unknown): void {
  const packer = new Packer();
  packer._setTreatArrayBufferViewsAsHostObjects(true);
  packer.writeHeader();
  packer.writeValue(value);
  const tree = packer.releaseBuffer();
  const arrays = Buffer.alloc(packer.length);
  let offset = 0;
  for (const numbers of packer.arrays) {
    arrays.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), offset);
    offset += Math.ceil(numbers.byteLength / ALIGNED) * ALIGNED;
  }
  const head = Buffer.alloc(HEAD);
  head.write(MAGIC);
  head.writeUInt32LE(tree.length, 8);
  head.writeUInt32LE(arrays.length, 12);
  createHash('sha256').update(tree).update(arrays).digest().copy(head, 16);
  const half = `${file}.${process.pid}`;
  writeFileSync(half, Buffer.concat([head, tree, arrays]));
  renameSync(half, file);
}

/** Undefined where there is no whole archive. */
export function readArchive(file: string): unknown {
  let open: number | undefined;
  try {
    open = openSync(file, 'r');
    const head = Buffer.alloc(HEAD);
    if (readSync(open, head) < HEAD || head.toString('latin1', 0, 8) !== MAGIC) return undefined;
    const tree = Buffer.allocUnsafeSlow(head.readUInt32LE(8));
    const arrays = new ArrayBuffer(head.readUInt32LE(12));
    const bytes = new Uint8Array(arrays);
    if (readSync(open, tree) < tree.length || readSync(open, bytes) < bytes.length) return undefined;
    if (!createHash('sha256').update(tree).update(bytes).digest().equals(head.subarray(16))) return undefined;
    const unpacker = new Unpacker(tree, arrays);
    unpacker.readHeader();
    return unpacker.readValue();
  } catch {
    return undefined;
  } finally {
    if (open !== undefined) closeSync(open);
  }
}
