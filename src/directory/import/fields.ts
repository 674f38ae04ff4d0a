/**
 * Reads the fields of one row. What cannot be read is reported and left away; whether the row can live without it
 * is the asker's to say. Values are never repeated in a report: a row may be about somebody.
 */
import { z } from 'zod';
import { readCoordinate } from './coordinates.js';
import { hasZone, readDate, readTime } from './dates.js';
import type { Reporter } from './report.js';
import { type Row, rowOf } from './tables.js';

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
  /** Degrees, however written. */
  degrees(field: string, most: number): number | undefined;
  truth(field: string): boolean | undefined;
  email(field: string): string | undefined;
  url(field: string): string | undefined;
  /** Parts between commas or semicolons. */
  list(field: string): string[];
}

const NO_ROW = rowOf('', '', 0, '', {});

const TRUE = new Set('true t 1 yes y x ✓ ✔ on da так да oui si sí ja sim tak نعم'.split(' '));
const FALSE = new Set('false f 0 no n ✗ off nu ні нет non nein não nao nie لا'.split(' '));
export const isTrue = (text: string | undefined): boolean => TRUE.has(text?.toLowerCase() ?? '');
const isFalse = (text: string): boolean => FALSE.has(text.toLowerCase());

/** One reader for all rows of a table, put to one after the other: there are too many for one each. */
export function createFields(report: Reporter): { at(row: Row): Fields } {
  let row: Row = NO_ROW;
  const text = (field: string): string | undefined => row.cells[field] || undefined;
  const read = <T>(field: string, parse: (text: string) => T | undefined, reason: string): T | undefined => {
    const given = text(field);
    if (given === undefined) return undefined;
    const value = parse(given);
    if (value === undefined) report.keptWithout(row, field, reason);
    return value;
  };
  const fields: Fields = {
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
          const value = Number(/^-?\d+,\d{1,2}$/.test(given) ? given.replace(',', '.') : given);
          return Number.isFinite(value) && value >= from && value <= to ? value : undefined;
        },
        `is not a number from ${from} to ${to}: correct it`,
      ),
    degrees: (field, most) =>
      read(
        field,
        (given) => {
          const value = readCoordinate(given);
          return value !== undefined && Math.abs(value) <= most ? value : undefined;
        },
        `is not a number from -${most} to ${most}: correct it`,
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
  return {
    at(next) {
      row = next;
      fields.row = next;
      return fields;
    },
  };
}
