/**
 * Reads the fields of one row. What cannot be read is reported and left away; whether the row can live without it
 * is the asker's to say. Values are never repeated in a report: a row may be about somebody.
 */
import { z } from 'zod';
import { hasZone, readDate, readTime } from './dates.js';
import type { Reporter } from './report.js';
import type { Row } from './tables.js';

const email = z.email();
const url = z.url({ protocol: /^https?$/ });

export interface Fields {
  row: Row;
  text(field: string): string | undefined;
  /** The text, or the row is left out. */
  needed(field: string, why?: string): string | undefined;
  date(field: string): string | undefined;
  time(field: string): string | undefined;
  number(field: string, from: number, to: number): number | undefined;
  truth(field: string): boolean | undefined;
  email(field: string): string | undefined;
  url(field: string): string | undefined;
  /** Parts between commas or semicolons. */
  list(field: string): string[];
}

export const isTrue = (text: string | undefined): boolean => /^(true|1|yes|y|t)$/i.test(text ?? '');
const isFalse = (text: string): boolean => /^(false|0|no|n|f)$/i.test(text);

export function fieldsOf(row: Row, report: Reporter): Fields {
  const text = (field: string): string | undefined => row.cells[field] || undefined;
  const read = <T>(field: string, parse: (text: string) => T | undefined, reason: string): T | undefined => {
    const given = text(field);
    if (given === undefined) return undefined;
    const value = parse(given);
    if (value === undefined) report.keptWithout(row, field, reason);
    return value;
  };
  return {
    row,
    text,
    needed(field, why = 'is empty: write it') {
      const given = text(field);
      if (given === undefined) report.leftOut(row, field, why);
      return given;
    },
    date: (field) => read(field, readDate, 'is not a date: write it as year-month-day, such as 2026-03-31'),
    time: (field) =>
      read(
        field,
        (given) => {
          if (hasZone(given))
            report.once(row.file, field, 'times have a zone; it is not read, they count as local time');
          return readTime(given);
        },
        'is not a time: write it as hours and minutes, such as 09:30',
      ),
    number: (field, from, to) =>
      read(
        field,
        (given) => {
          const value = Number(given);
          return Number.isFinite(value) && value >= from && value <= to ? value : undefined;
        },
        `is not a number from ${from} to ${to}: correct it`,
      ),
    truth: (field) =>
      read(
        field,
        (given) => (isTrue(given) ? true : isFalse(given) ? false : undefined),
        'is neither true nor false: write one of them',
      ),
    email: (field) =>
      read(
        field,
        (given) => (email.safeParse(given).success ? given : undefined),
        'is not an e-mail address: correct it',
      ),
    url: (field) =>
      read(
        field,
        (given) => {
          const whole = /^[\w-]+(\.[\w-]+)+(\/|$)/.test(given) ? `https://${given}` : given;
          return url.safeParse(whole).success ? whole : undefined;
        },
        'is not a web address: write it with https:// in front',
      ),
    list: (field) =>
      (text(field) ?? '')
        .split(/[,;]/)
        .map((part) => part.trim())
        .filter((part) => part !== ''),
  };
}
