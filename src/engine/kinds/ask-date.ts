/** Asks for a date, in figures: 24.11.2026, 24/11/2026 or 2026-11-24. */
import { z } from 'zod';
import { typedFields, typedKind } from './typed.js';

const schema = z.strictObject({
  ask: z.literal('date').describe('Ask for a date.'),
  ...typedFields,
});

const YEAR_FIRST = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/;
const DAY_FIRST = /^(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})$/;

/** As ISO; undefined for what is no day of the calendar. */
export function readDate(words: string): string | undefined {
  const said = words.trim().replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  const [, year, month, day] = YEAR_FIRST.exec(said) ?? [];
  const [, first, second, last] = DAY_FIRST.exec(said) ?? [];
  const [y, m, d] = year === undefined ? [last, second, first] : [year, month, day];
  if (y === undefined || m === undefined || d === undefined) return undefined;
  const iso = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  const read = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== iso ? undefined : iso;
}

export const askDate = typedKind('date', schema, (words) => {
  const date = readDate(words);
  return date === undefined ? undefined : { kind: 'date', date };
});
