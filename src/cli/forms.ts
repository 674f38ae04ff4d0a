/** `kinline forms`: questionnaires from XLSForm workbooks, and dialogs as such workbooks. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { loadContent } from '../content/load.js';
import { textsOf } from '../content/prove/flatten.js';
import { exportForm } from '../forms/export.js';
import { type ImportedForm, importForm } from '../forms/import.js';
import { inWords } from '../forms/problem.js';
import { readForm, writeForm } from '../forms/workbook.js';

export interface ImportFlags {
  out?: string;
  replace?: boolean;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): number => {
  process.stderr.write(`${line}\n`);
  return 1;
};

export async function runFormsImport(root: string, file: string, flags: ImportFlags): Promise<number> {
  const languages = loadContent(root).content.languages.map(({ code }) => code);
  let data: Buffer;
  try {
    data = readFileSync(file);
  } catch {
    return complain(`${file} cannot be read. Is the name right?`);
  }
  let workbook: Awaited<ReturnType<typeof readForm>>;
  try {
    workbook = await readForm(data);
  } catch {
    return complain(`${file} is not a workbook (.xlsx). Save it as .xlsx and try again.`);
  }
  const imported = importForm(workbook, languages, basename(file).replace(/\.xlsx$/i, ''));
  if (!imported.ok) {
    for (const problem of imported.problems) complain(inWords(problem));
    return complain(`Nothing was brought in: ${imported.problems.length} to mend.`);
  }
  const out = flags.out ?? root;
  const files = filesOf(imported.form);
  const there = [...files.keys()].find((name) => existsSync(join(out, name)));
  if (there !== undefined && !flags.replace)
    return complain(`${join(out, there)} is there already. Use --replace to write over it.`);
  for (const [name, text] of files) {
    mkdirSync(dirname(join(out, name)), { recursive: true });
    writeFileSync(join(out, name), text);
    say(`wrote ${join(out, name)}`);
  }
  for (const note of imported.form.notes) say(note);
  say(`Lead to it from a step: next: dialog:${imported.form.id}. Then: npm run kinline -- prove`);
  return 0;
}

function filesOf({ id, dialog, texts }: ImportedForm): Map<string, string> {
  const head = '# yaml-language-server: $schema=./schema.json\n# Brought in from an XLSForm workbook.\n';
  return new Map([
    [`dialogs/${id}.yaml`, head + stringify(dialog, { lineWidth: 110, aliasDuplicateObjects: false })],
    ...[...texts].map(([code, tree]): [string, string] => [
      `locales/${code}/${id}.json`,
      `${JSON.stringify(tree, null, 2)}\n`,
    ]),
  ]);
}

export async function runFormsExport(root: string, dialog: string, out: string): Promise<number> {
  const { content } = loadContent(root);
  const found = content.dialogs.dialogs.get(dialog);
  if (found === undefined)
    return complain(
      `There is no dialog ${dialog}. There are: ${[...content.dialogs.dialogs.keys()].join(', ')}.`,
    );
  const names = new Intl.DisplayNames('en', { type: 'language' });
  const { tables, leftOut } = exportForm(
    found,
    content.languages.map((language) => ({
      code: language.code,
      name: names.of(language.code) ?? language.code,
      say: (key) => textsOf(language).get(key)?.forms.get(''),
    })),
  );
  writeFileSync(out, await writeForm(tables));
  for (const part of leftOut) say(`left out: ${part}`);
  say(`wrote ${out}`);
  return 0;
}
