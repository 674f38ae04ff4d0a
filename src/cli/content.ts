/** `kinline content`: who read the texts of danger, in which language, and what nobody has read as it stands. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Document } from 'yaml';
import type { Language } from '../content/language.js';
import { loadContent } from '../content/load.js';
import { describe } from '../content/problem.js';
import { dangerHashes, SIGNATURES_FILE, signedBy, unsignedTexts } from '../content/signatures.js';

const HEAD = [
  ' Who read the texts of danger, and when. Written by: npm run kinline -- content sign --language … --by "name"',
  ' A text that is edited afterwards is not signed any more; the others stay signed.',
].join('\n');

export async function runSign(
  root: string,
  { language: code, by }: { language: string; by: string },
): Promise<number> {
  const languages = readLanguages(root);
  if (languages === undefined) return 1;
  const language = languages.find((known) => known.code === code);
  if (language === undefined) return refuse(`There is no language ${code}. There are: ${codes(languages)}.`);
  if (by.trim() === '') return refuse('Say who read the texts: --by "name".');
  const waiting = unsignedTexts(language);
  const texts = signedBy(language, by.trim(), new Date().toISOString().slice(0, 10));
  const document = new Document({ texts });
  document.commentBefore = HEAD;
  await writeFile(join(root, 'locales', code, SIGNATURES_FILE), document.toString({ lineWidth: 0 }));
  const before = Object.keys(texts).length - waiting.length;
  process.stdout.write(
    `${code}: ${waiting.length} of ${Object.keys(texts).length} texts signed by ${by.trim()}; ` +
      `${before} were signed before.\n`,
  );
  return 0;
}

export function runSigned(root: string, json: boolean): number {
  const languages = readLanguages(root);
  if (languages === undefined) return 1;
  for (const language of languages) {
    const all = [...dangerHashes(language).keys()];
    const unsigned = new Set(unsignedTexts(language));
    if (json) {
      for (const text of all) {
        const { by = null, on = null } = unsigned.has(text) ? {} : (language.signed[text] ?? {});
        process.stdout.write(
          `${JSON.stringify({ language: language.code, text, signed: by !== null, by, on })}\n`,
        );
      }
      continue;
    }
    process.stdout.write(`${language.code}: ${all.length - unsigned.size} of ${all.length} texts signed\n`);
    for (const [who, count] of signers(language, all, unsigned)) process.stdout.write(`  ${who}: ${count}\n`);
    for (const text of unsigned) {
      const edited = language.signed[text] !== undefined;
      process.stdout.write(`  not signed: ${text}${edited ? ' (edited since)' : ''}\n`);
    }
  }
  return 0;
}

function signers(
  { signed }: Language,
  all: readonly string[],
  unsigned: ReadonlySet<string>,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of all) {
    const signature = unsigned.has(text) ? undefined : signed[text];
    if (signature === undefined) continue;
    const who = `${signature.by}, ${signature.on}`;
    counts.set(who, (counts.get(who) ?? 0) + 1);
  }
  return counts;
}

function readLanguages(root: string): readonly Language[] | undefined {
  const { content, problems } = loadContent(root);
  const own = problems.filter(({ language }) => language !== undefined);
  for (const problem of own) process.stderr.write(`${describe(problem)}\n`);
  return own.length === 0 ? content.languages : undefined;
}

function refuse(reason: string): number {
  process.stderr.write(`${reason}\n`);
  return 1;
}

const codes = (languages: readonly Language[]): string => languages.map(({ code }) => code).join(', ');
