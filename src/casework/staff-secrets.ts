/** What the store knows staff, sessions and tries by: hashed with a secret, so that a copy of it opens nothing. */
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { RandomBytes } from '../stores/sealing.js';

export interface StaffSecrets {
  /** However it was written: capitals and spaces around do not count. */
  login(login: string): string;
  /** An account at an OpenID provider. */
  subject(issuer: string, subject: string): string;
  /** Of a session, an invitation or a known device. */
  token(token: string): string;
  recoveryCode(staff: string, code: string): string;
  /** What tries are counted by. */
  tries(...by: string[]): string;
  /** Goes into every form of a session. */
  csrf(token: string): string;
  /** The right one for this session, compared without telling by time how much of it was right. */
  isCsrf(token: string, given: string): boolean;
}

/** @param secret stays the same when the secret that seals the store is changed */
export function createStaffSecrets(secret: string): StaffSecrets {
  const key = createSecretKey(Buffer.from(`staff ${secret}`));
  const hash = (...parts: string[]): string =>
    createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url');
  const csrf = (token: string) => hash('csrf', token);
  return {
    login: (login) => hash('login', plainLogin(login)),
    subject: (issuer, subject) => hash('subject', issuer, subject),
    token: (token) => hash('token', token),
    recoveryCode: (staff, code) => hash('recovery', staff, code),
    tries: (...by) => hash('tries', ...by),
    csrf,
    isCsrf: (token, given) => isSame(csrf(token), given),
  };
}

export const plainLogin = (login: string): string => login.normalize('NFKC').trim().toLowerCase();

/** 256 bits, 43 characters. */
export const newToken = (random: RandomBytes): string => random(32).toString('base64url');

export function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
