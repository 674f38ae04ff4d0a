/** Columns in several languages: `label`, `label::English (en)`, `label::uk`. */
import type { FormRow } from './workbook.js';

/** Which columns hold a language, for what is not there in another. */
export interface Translated {
  /** Suffixes of columns by language code, the plain column as `''`. */
  suffixes: ReadonlyMap<string, readonly string[]>;
  /** The suffixes that are used where a language has none of its own, in order. */
  fallback: readonly string[];
  notes: string[];
}

/** `English (en)` is en, `uk` is uk; `English` alone is looked up by name. */
function codeOf(written: string, languages: readonly string[]): string | undefined {
  const code = /\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*$/.exec(written)?.[1] ?? written.trim();
  if (/^[a-z]{2,3}(-\w+)*$/i.test(code)) return code.toLowerCase();
  const named = code.toLowerCase();
  return languages.find((language) =>
    ['en', language].some(
      (speaking) =>
        new Intl.DisplayNames(speaking, { type: 'language' }).of(language)?.toLowerCase() === named,
    ),
  );
}

export function translatedIn(
  rows: readonly FormRow[],
  defaultLanguage: string | undefined,
  languages: readonly string[],
): Translated {
  const suffixes = new Map<string, string[]>();
  const notes: string[] = [];
  const columns = new Set(rows.flatMap(({ cells }) => [...cells.keys()]));
  const written = new Set(
    [...columns].filter((name) => name.startsWith('label')).map((name) => name.slice('label'.length)),
  );
  const main = defaultLanguage === undefined ? languages[0] : codeOf(defaultLanguage, languages);
  for (const suffix of written) {
    const code = suffix === '' ? main : codeOf(suffix.replace(/^::?/, ''), languages);
    if (code === undefined || !languages.includes(code)) {
      notes.push(
        `Texts in ${suffix.replace(/^::?/, '') || code} are left out: there is no such language in locales/.`,
      );
      continue;
    }
    suffixes.set(code, [...(suffixes.get(code) ?? []), suffix]);
  }
  const fallback = [...(suffixes.get(main ?? '') ?? []), ...suffixes.values()].flat();
  for (const language of languages)
    if (!suffixes.has(language))
      notes.push(
        `There are no texts in ${language}; another language’s stand there. Translate locales/${language}.`,
      );
  return { suffixes, fallback: [...new Set(fallback)], notes };
}

export function textIn(
  row: FormRow,
  column: string,
  language: string,
  { suffixes, fallback }: Translated,
): string | undefined {
  for (const suffix of [...(suffixes.get(language) ?? []), ...fallback]) {
    const words = row.cells.get(`${column}${suffix}`);
    // What looks like a placeholder would be filled in.
    if (words !== undefined) return words.replaceAll('{{', '{ {').replaceAll('}}', '} }');
  }
  return undefined;
}
