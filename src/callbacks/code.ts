/**
 * The code by which a family opens its request: given as eight digits, or chosen. Only a slow hash of it is kept, so
 * that whoever reads the store cannot open anything.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { westernDigits } from '../language/phones/digits.js';

export interface CodeHash {
  make(code: string): Promise<string>;
  /** @param kept undefined where there is no request: it takes as long, and is wrong */
  matches(code: string, kept: string | undefined): Promise<boolean>;
}

/** About a tenth of a second and 32 MB, off the main thread. */
const COST = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const LENGTH = 32;
const NOBODYS = `scrypt$${'A'.repeat(22)}$${'A'.repeat(43)}`;

export const scryptHash: CodeHash = {
  async make(code) {
    const salt = randomBytes(16);
    return `scrypt$${salt.toString('base64url')}$${(await slow(code, salt)).toString('base64url')}`;
  },
  async matches(code, kept) {
    const [, salt = '', hash = ''] = (kept ?? NOBODYS).split('$');
    const wanted = Buffer.from(hash, 'base64url');
    const found = await slow(code, Buffer.from(salt, 'base64url'));
    return kept !== undefined && wanted.length === found.length && timingSafeEqual(wanted, found);
  },
};

function slow(code: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(plainCode(code), salt, LENGTH, COST, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** However it was written: “4821 7390” and “48217390”, “Моя Мама” and “моя мама”. */
export const plainCode = (code: string): string =>
  westernDigits(code.normalize('NFKC'))
    .toLowerCase()
    .replace(/[\s.-]/gu, '');

/** @param random whole numbers from 0 below the limit, evenly */
export function newCode(random: (limit: number) => number): string {
  const digits = Array.from({ length: 8 }, () => random(10)).join('');
  return `${digits.slice(0, 4)} ${digits.slice(4)}`;
}
