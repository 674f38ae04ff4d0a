/** Ten codes to get in when the phone is lost. Each works once; only hashes of them are kept. */
import type { RandomBytes } from '../stores/sealing.js';

export const RECOVERY_CODES = 10;
/** Five bits each; nothing that looks like something else. */
const SIGNS = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 16;

/** 80 bits each, like `7k3d-9mqa-…`. */
export const newRecoveryCodes = (random: RandomBytes): string[] =>
  Array.from({ length: RECOVERY_CODES }, () => {
    const signs = [...random(LENGTH)].map((byte) => SIGNS[byte % SIGNS.length]).join('');
    return (signs.match(/.{4}/g) ?? []).join('-');
  });

/** As it was made, however it is written; undefined for what can be no such code. */
export function readRecoveryCode(written: string): string | undefined {
  const signs = written.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
  const isCode = signs.length === LENGTH && [...signs].every((sign) => SIGNS.includes(sign));
  return isCode ? (signs.match(/.{4}/g) ?? []).join('-') : undefined;
}
