/** The second factor: a code of six digits that an authenticator app makes anew every 30 seconds (RFC 6238). */
import { Secret, TOTP } from 'otpauth';
import { renderSVG } from 'uqr';
import { westernDigits } from '../language/phones/digits.js';
import type { RandomBytes } from '../stores/sealing.js';

const SECRET_BYTES = 20;
const PERIOD = 30;
/** Clocks of phones differ: one step before and one after count too. */
const WINDOW = 1;

/** Base32, to be typed where no picture can be taken. */
export function newTotpSecret(random: RandomBytes): string {
  const bytes = random(SECRET_BYTES);
  return new Secret({ buffer: Uint8Array.from(bytes).buffer }).base32;
}

/** What the picture holds, `otpauth://…`. @param label whose it is, as the app shows it */
export function totpUri(secret: string, label: string, issuer = 'Kinline'): string {
  return totpOf(secret, label, issuer).toString();
}

/** The picture to be scanned, as SVG without script or style. */
export const totpPicture = (uri: string): string => renderSVG(uri, { ecc: 'M', border: 4 });

/**
 * The step that a right code belongs to; undefined for a wrong one and for one of a step that was used already.
 * @param last the last step that was used, 0 for none
 */
export function stepOf(secret: string, written: string, now: number, last: number): number | undefined {
  const token = westernDigits(written).replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const delta = totpOf(secret, '', '').validate({ token, timestamp: now, window: WINDOW });
  if (delta === null) return undefined;
  const step = Math.floor(now / 1000 / PERIOD) + delta;
  return step > last ? step : undefined;
}

const totpOf = (secret: string, label: string, issuer: string): TOTP =>
  new TOTP({
    issuer,
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD,
    secret: Secret.fromBase32(secret),
  });
