/** `kinline factors`: factor, question and kinds of help as a table, made from the files; `--write` puts it in the README. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AskedFactor, askedFactors } from '../content/factors.js';
import { REFERENCE } from '../content/languages.js';
import { type Content, loadContent } from '../content/load.js';
import { describe } from '../content/problem.js';
import { textsOf } from '../content/prove/flatten.js';

const FILE = 'README.md';
const BEGIN = '<!-- factors: made by `npm run kinline -- factors --write` -->';
const END = '<!-- /factors -->';

/** The parents' check; that of young people asks a part of the same. */
const DIALOG = 'self-check';

export function factorTable({ dialogs, factors, languages }: Content): string {
  const language = languages.find(({ code }) => code === REFERENCE);
  const texts = language === undefined ? new Map() : textsOf(language);
  const say = (key: string): string => texts.get(key)?.forms.get('') ?? key;
  const asked = askedFactors(dialogs);
  const parents = asked.filter(({ dialog }) => dialog === DIALOG);
  const row = ({ factor, dialog, question, step, help }: AskedFactor): string => {
    const cards = [...new Set(Object.values(question.urgent))].map((card) => `the card ${card} at once`);
    const young = asked.some((other) => other.dialog !== DIALOG && other.factor === factor);
    const kinds = [...help.map((code) => say(`needs:${code}`)), ...cards].join('; ');
    return `| ${factor}${young ? ' *' : ''} | ${say(`${dialog}:${question.text}`)} | ${kinds || say(step)} |`;
  };
  const rows = factors.flatMap(({ code, says, instead, because }) => [
    `| **${code}** | **${says}** | |`,
    ...parents.filter(({ factor }) => factor.startsWith(code)).map(row),
    ...(instead === undefined ? [] : [`| | *not asked:* ${because} | ${instead} |`]),
  ]);
  return ['| factor | question | kinds of help |', '|---|---|---|', ...rows].join('\n');
}

/** What stands between the marks of the README, and the README with the table of now there. */
export function withTable(readme: string, table: string): { now: string; written: string } | undefined {
  const from = readme.indexOf(BEGIN);
  const to = readme.indexOf(END);
  if (from < 0 || to < from) return undefined;
  const head = readme.slice(0, from + BEGIN.length);
  return { now: readme, written: `${head}\n${table}\n${readme.slice(to)}` };
}

export function runFactors(root: string, write: boolean): number {
  const { content, problems } = loadContent(root);
  if (problems.length > 0) {
    for (const problem of problems) process.stderr.write(`${describe(problem)}\n`);
    return 1;
  }
  const table = factorTable(content);
  if (!write) {
    process.stdout.write(`${table}\n`);
    return 0;
  }
  const file = join(root, FILE);
  const both = withTable(readFileSync(file, 'utf8'), table);
  if (both === undefined) {
    process.stderr.write(
      `${FILE} has no place for the table. Put these two lines there:\n${BEGIN}\n${END}\n`,
    );
    return 1;
  }
  if (both.now !== both.written) writeFileSync(file, both.written);
  process.stdout.write(both.now === both.written ? `${FILE} is up to date.\n` : `${FILE} was written.\n`);
  return 0;
}
