/** Reads the folders of `locales/`, one language each. */
import { z } from 'zod';
import { loadNames } from '../feedback/masking/names-file.js';
import { loadReceiptWords } from '../feedback/receipt-read.js';
import { dangerSchema } from './danger.js';
import { listsFromCopy, MODEL_FILE, readModel } from './danger-model.js';
import { type ContentFolder, check, parseJson, parseYaml } from './files.js';
import { type Language, languageSchema, needWordsSchema, type TextTree, wordsSchema } from './language.js';
import type { Problem } from './problem.js';
import { READABILITY_FILE, readabilitySchema } from './readability.js';
import { SIGNATURES_FILE, signaturesSchema } from './signatures.js';
import { whenWordsSchema } from './when-words.js';

const FOLDER = 'locales';
const NOT_SIGNED = { texts: {} };
/** The language that others are compared with. */
export const REFERENCE = 'en';

const textTree: z.ZodType<TextTree> = z.lazy(() => z.record(z.string(), z.union([z.string(), textTree])));

export function loadLanguages(folder: ContentFolder, problems: Problem[]): Language[] {
  const codes = folder
    .names(FOLDER)
    .filter(
      (name) => /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(name) && folder.names(`${FOLDER}/${name}`).length > 0,
    );
  const languages = codes.flatMap((code) => readLanguage(folder, code, problems) ?? []);
  return languages.sort((a, b) => Number(b.code === REFERENCE) - Number(a.code === REFERENCE));
}

function readLanguage(folder: ContentFolder, code: string, problems: Problem[]): Language | undefined {
  const path = `${FOLDER}/${code}`;
  const dangerModel = readModel(folder.read(`${path}/${MODEL_FILE}`) ?? '');
  const yaml = <T>(name: string, schema: z.ZodType<T>, copied?: (text: string) => unknown): T | undefined => {
    const file = `${path}/${name}`;
    const text = folder.read(file);
    if (text === undefined) {
      problems.push({ file, language: code, message: 'This file is missing. Every language needs it.' });
      return undefined;
    }
    const value = copied?.(text) ?? parseYaml({ file, language: code }, text, problems);
    return value === undefined ? undefined : check(schema, value, { file, language: code }, problems);
  };
  const head = yaml('language.yaml', languageSchema);
  const words = yaml('words.yaml', wordsSchema);
  const needs = yaml('needs.yaml', needWordsSchema);
  const when = yaml('when.yaml', whenWordsSchema);
  const danger = yaml('danger.yaml', dangerSchema, (text) => listsFromCopy(text, dangerModel));
  const readability = yaml(READABILITY_FILE, readabilitySchema);
  const signed =
    folder.read(`${path}/${SIGNATURES_FILE}`) === undefined
      ? NOT_SIGNED
      : yaml(SIGNATURES_FILE, signaturesSchema);
  const names = loadNames(folder, code, problems);
  const receipt = loadReceiptWords(folder, code, problems);
  const texts = readTexts(folder, code, path, problems);
  if (head === undefined || words === undefined || needs === undefined) return undefined;
  if (when === undefined || danger === undefined || readability === undefined) return undefined;
  if (names === undefined || receipt === undefined) return undefined;
  texts.set('needs', Object.fromEntries(Object.entries(needs).map(([need, { name }]) => [need, name])));
  if (!speaks(code, head.intl, `${path}/language.yaml`, problems)) return undefined;
  return {
    code,
    ...head,
    direction: directionOf(code),
    texts,
    readability,
    words,
    needs,
    when,
    danger,
    dangerModel,
    names,
    receipt,
    signed: (signed ?? NOT_SIGNED).texts,
  };
}

function readTexts(
  folder: ContentFolder,
  code: string,
  path: string,
  problems: Problem[],
): Map<string, TextTree> {
  const texts = new Map<string, TextTree>();
  for (const name of folder.names(path)) {
    if (!name.endsWith('.json')) continue;
    const file = `${path}/${name}`;
    const value = parseJson({ file, language: code }, folder.read(file) ?? '', problems);
    const tree = value === undefined ? undefined : check(textTree, value, { file, language: code }, problems);
    if (tree !== undefined) texts.set(name.slice(0, -'.json'.length), tree);
  }
  return texts;
}

/** Intl falls back to another language without a word where it does not know one; such a language is refused. */
function speaks(code: string, intl: string, file: string, problems: Problem[]): boolean {
  const base = new Intl.Locale(code).language;
  const resolved = new Intl.PluralRules(code).resolvedOptions().locale;
  if (new Intl.Locale(resolved).language !== base) {
    const message = `Node has no plural rules for ${code} and would use those of ${resolved}. This language cannot be served until it has rules of its own.`;
    problems.push({ file, language: code, message });
    return false;
  }
  try {
    if (new Intl.Locale(new Intl.NumberFormat(intl).resolvedOptions().locale).language === base) return true;
  } catch {
    // falls through to the message below
  }
  problems.push({
    file,
    language: code,
    message: `intl: ${intl} is not a tag that Node can write numbers and dates by.`,
  });
  return false;
}

export function directionOf(code: string): 'ltr' | 'rtl' {
  const locale = new Intl.Locale(code) as Intl.Locale & {
    getTextInfo?: () => { direction: string };
    textInfo?: { direction: string };
  };
  const info = locale.getTextInfo?.() ?? locale.textInfo;
  return info?.direction === 'rtl' ? 'rtl' : 'ltr';
}
