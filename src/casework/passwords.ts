/**
 * Passwords: long ones, of whatever characters, and none that is tried first by whoever guesses. They are kept as
 * Argon2id hashes, and few are reckoned at once: each takes 64 MiB, and the disk's work waits in the same line.
 */
import { hash, verify } from '@node-rs/argon2';
import type { RandomBytes } from '../stores/sealing.js';
import { plainLogin } from './staff-secrets.js';

export const PASSWORD_LEAST = 12;
export const PASSWORD_MOST = 128;

/** 64 MiB, three passes, one lane. Argon2id is what the library makes unless told otherwise. */
export const ARGON2 = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 } as const;
const SALT_BYTES = 16;

export type PasswordProblem = 'too_short' | 'too_long' | 'is_login' | 'too_common';

/** Beginnings of what is guessed first; whatever of digits and signs is put behind them does not help. */
const WORST = [
  'password',
  'passwort',
  'parola',
  'motdepasse',
  'contrasena',
  'contraseña',
  'пароль',
  'qwertyuiop',
  'qwerty',
  'йцукен',
  'letmein',
  'iloveyou',
  'welcome',
  'administrator',
  'admin',
  'changeme',
  'kinline',
  'abcdefghijkl',
  'asdfghjkl',
  '1q2w3e4r5t6y',
];
const FEWEST_DIFFERENT = 5;

/** Rules are about length and about what is guessed first, never about kinds of characters. */
export function passwordProblem(password: string, login: string): PasswordProblem | undefined {
  const plain = password.normalize('NFKC');
  const signs = [...plain];
  if (signs.length < PASSWORD_LEAST) return 'too_short';
  if (signs.length > PASSWORD_MOST) return 'too_long';
  const words = plain.toLowerCase().replace(/\s+/g, '');
  const own = plainLogin(login);
  if (own !== '' && words.replaceAll(own, '').length < 4) return 'is_login';
  const rest = WORST.reduce((left, worst) => left.replaceAll(worst, ''), words).replace(/[\d\W_]/gu, '');
  const onlyDigits = /^\d+$/.test(words);
  const known = WORST.some((worst) => words.includes(worst)) && [...rest].length < 4;
  return known || onlyDigits || new Set(signs).size < FEWEST_DIFFERENT ? 'too_common' : undefined;
}

export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes as long where there is no hash to compare with. `busy`: too many are waiting; nothing was compared. */
  verify(hashed: string | null, password: string): Promise<boolean | 'busy'>;
}

export interface PasswordParts {
  random: RandomBytes;
  /** How many are reckoned at once, and how many may wait. */
  atOnce?: number;
  waiting?: number;
}

export function createPasswords({ random, atOnce = 2, waiting = 50 }: PasswordParts): Passwords {
  const line: (() => void)[] = [];
  let running = 0;
  let nobodys: Promise<string> | undefined;

  async function inLine<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) await new Promise<void>((go) => line.push(go));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  }

  const hashed = (password: string) =>
    inLine(() => hash(password.normalize('NFKC'), { ...ARGON2, salt: random(SALT_BYTES) }));

  return {
    hash: hashed,
    async verify(stored, password) {
      if (line.length >= waiting) return 'busy';
      nobodys ??= hashed(random(32).toString('base64url'));
      const compared = stored ?? (await nobodys);
      // Longer than any that was taken: no reason to reckon long over it.
      const tried = password.normalize('NFKC').slice(0, 4 * PASSWORD_MOST);
      const right = await inLine(() => verify(compared, tried));
      return stored !== null && right;
    },
  };
}
