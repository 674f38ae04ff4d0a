/** Reads what is in `deploy/`, and takes commands out of it as they stand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type AnySchema } from 'ajv';
import { parseAllDocuments } from 'yaml';
import { ROOT } from '../helpers/content.js';

export const DEPLOY = join(ROOT, 'deploy');
export const read = (path: string): string => readFileSync(join(DEPLOY, path), 'utf8');

/** Every document of a YAML file; a key that stands twice or anything else that is odd is a fault. */
export function yamlOf(text: string): unknown[] {
  return parseAllDocuments(text, { uniqueKeys: true, strict: true }).map((document) => {
    if (document.errors.length > 0 || document.warnings.length > 0)
      throw new Error([...document.errors, ...document.warnings].join('\n'));
    return document.toJS();
  });
}

/** What does not fit, in words; empty when all does. */
export function misfits(schema: AnySchema, value: unknown): string[] {
  const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

export interface Instruction {
  word: string;
  rest: string;
}

/** Instructions of a Dockerfile, lines that go on joined. */
export function instructionsOf(text: string): Instruction[] {
  return text
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, word = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
      return { word, rest };
    });
}

/** A list in brackets, as Docker runs without a shell; undefined for anything a shell would read. */
export function listIn(rest: string): string[] | undefined {
  const start = rest.indexOf('[');
  try {
    return start < 0 ? undefined : (JSON.parse(rest.slice(start)) as string[]);
  } catch {
    return undefined;
  }
}

/** Settings of a unit by section and name; a name may stand several times. */
export function unitOf(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let section = '';
  for (const line of text.split('\n')) {
    const head = /^\[(\w+)\]$/.exec(line)?.[1];
    if (head !== undefined) section = head;
    const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const key = `${section}.${name}`;
    found.set(key, [...(found.get(key) ?? []), value ?? '']);
  }
  return found;
}
