/** Writes into a region's file: comments and order of what a person wrote stay as they are. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Document, isMap, isSeq, parseDocument, type YAMLMap } from 'yaml';
import { REGIONS_FOLDER } from './load.js';
import { dialled } from './region.js';

export interface Confirmation {
  by: string;
  /** A day, like 2026-01-31. */
  on: string;
  evidence: string;
}

/** The names of what was confirmed, or why nothing was. */
export type Confirmed = { ok: true; kinds: string[]; file: string } | { ok: false; reason: string };

/** Confirms a number wherever it stands in a country's file: a person called it, or has it in writing. */
export async function confirmNumber(
  root: string,
  country: string,
  number: string,
  confirmation: Confirmation,
): Promise<Confirmed> {
  const file = join(root, REGIONS_FOLDER, `${country}.yaml`);
  const document = await readRegion(file);
  if (document === undefined)
    return { ok: false, reason: `${REGIONS_FOLDER}/${country}.yaml cannot be read. Is the country right?` };
  const numbers = numbersOf(document);
  const found = numbers.filter((entry) => dialled(String(entry.get('number'))) === dialled(number));
  if (found.length === 0) {
    const known = numbers.map((entry) => String(entry.get('number'))).join(', ');
    return {
      ok: false,
      reason: `${country} has no number ${number}. There are: ${known}. Add it to the file first.`,
    };
  }
  for (const entry of found) entry.set('confirmed', document.createNode(confirmation, { flow: true }));
  await writeWhole(file, String(document));
  return { ok: true, kinds: found.map((entry) => String(entry.get('kind'))), file };
}

export async function readRegion(file: string): Promise<Document | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
  const document = parseDocument(text);
  return document.errors.length === 0 ? document : undefined;
}

export function numbersOf(document: Document): YAMLMap[] {
  const numbers = document.get('numbers');
  return isSeq(numbers) ? numbers.items.filter((item) => isMap(item)) : [];
}

/** At once or not at all. */
export async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.part`, text);
  await rename(`${file}.part`, file);
}
