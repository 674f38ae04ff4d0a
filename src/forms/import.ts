/**
 * A questionnaire from an XLSForm workbook becomes a dialog with its texts. What cannot be brought in is refused with
 * its sheet and row, all of it at once, and then nothing is brought in.
 */
import type { Condition } from '../engine/conditions.js';
import { type Choices, choicesOf } from './choices.js';
import { type Names, parseExpression } from './expression.js';
import { createNaming, dialogIdOf } from './names.js';
import type { FormProblem } from './problem.js';
import { type Translated, textIn, translatedIn } from './translated.js';
import type { FormRow, Workbook } from './workbook.js';

/** A dialog as its file will say it, and its texts by language. */
export interface ImportedForm {
  id: string;
  dialog: Record<string, unknown>;
  texts: ReadonlyMap<string, Record<string, unknown>>;
  /** What the author should know, though nothing is wrong. */
  notes: string[];
}

export type Imported = { ok: true; form: ImportedForm } | { ok: false; problems: FormProblem[] };

interface Asked {
  row: FormRow;
  step: string;
  type: string;
  choices: Choices | undefined;
}

type Step = Record<string, unknown>;

const SURVEY = 'survey';
const PLAIN = ['note', 'text', 'integer', 'decimal', 'date'];
const COLUMNS = new Set([
  'type',
  'name',
  'label',
  'hint',
  'relevant',
  'relevance',
  'required',
  'constraint',
  'constraint_message',
]);
const TRANSLATED = ['label', 'hint', 'constraint_message'];
const TRUE = new Set(['yes', 'true', 'true()', '1']);

/**
 * @param languages codes of the languages that are shipped; the first one stands in for what the form lacks
 * @param fileName names the dialog when the form has no form_id
 */
export function importForm(workbook: Workbook, languages: readonly string[], fileName: string): Imported {
  const problems: FormProblem[] = [];
  const survey = workbook.sheets.get(SURVEY);
  if (survey === undefined || survey.length === 0)
    return {
      ok: false,
      problems: [
        { sheet: SURVEY, row: 1, message: 'There is no sheet named survey with questions. Name it so.' },
      ],
    };
  const [settings] = workbook.sheets.get('settings') ?? [];
  const id = dialogIdOf(settings?.cells.get('form_id') ?? fileName);
  const choices = choicesOf(workbook.sheets.get('choices') ?? [], problems);
  const asked = questionsIn(survey, choices, problems);
  const main = translatedIn(survey, settings?.cells.get('default_language'), languages);
  const texts = new Map<string, Record<string, unknown>>(languages.map((code) => [code, {}]));
  const notes = main.notes;
  const steps: Record<string, Step> = { notice: { say: 'common:form.notice', notice: true } };
  const order: { first: string; last: string[] }[] = [{ first: 'notice', last: ['notice'] }];
  const known = new Map<string, Asked>();
  for (const one of asked) {
    const names = namesOf(known, one);
    const step = stepFor(one, names, problems);
    for (const code of languages)
      write(texts.get(code) ?? {}, one, main, code, problems, code === languages[0]);
    const when = condition(one.row, ['relevant', 'relevance'], names, problems);
    steps[one.step] = step;
    if (when !== undefined) steps[`${one.step}-if`] = { if: when, next: one.step };
    order.push({
      first: when === undefined ? one.step : `${one.step}-if`,
      last: when === undefined ? [one.step] : [one.step, `${one.step}-if`],
    });
    known.set(one.row.cells.get('name') ?? one.step, one);
  }
  steps.thanks = { say: 'common:form.thanks', next: 'return' };
  order.forEach(({ last }, index) => {
    const next = order[index + 1]?.first ?? 'thanks';
    for (const name of last) join(steps[name] ?? {}, next);
  });
  if (problems.length > 0) return { ok: false, problems };
  const title = settings?.cells.get('form_title');
  return {
    ok: true,
    form: {
      id,
      dialog: { id, for: 'everyone', start: 'notice', imported: true, steps },
      texts,
      notes: [
        ...notes,
        ...(title === undefined || title === id ? [] : [`The title “${title}” is not shown anywhere.`]),
      ],
    },
  };
}

/** Lets a step lead on: the second way of a condition, or simply next. */
function join(step: Step, next: string): void {
  if ('if' in step) step.otherwise = next;
  else step.next = next;
}

function questionsIn(
  survey: readonly FormRow[],
  choices: ReadonlyMap<string, Choices>,
  problems: FormProblem[],
): Asked[] {
  const naming = createNaming(['notice', 'thanks']);
  return survey.flatMap((row): Asked[] => {
    const refuse = (message: string): Asked[] => {
      problems.push({ sheet: SURVEY, row: row.row, message });
      return [];
    };
    const [type = '', list, ...more] = (row.cells.get('type') ?? '').toLowerCase().split(/\s+/);
    for (const column of row.cells.keys())
      if (!COLUMNS.has(column) && !TRANSLATED.some((name) => column.startsWith(`${name}::`)))
        refuse(`The column ${column} cannot be brought in. Empty this cell, or delete the column.`);
    const name = row.cells.get('name');
    if (name === undefined) return refuse('This row has no name. Give it one.');
    const step = naming(name);
    if (step === undefined) return refuse(`The name ${name} is there twice, or would be. Change it.`);
    if (PLAIN.includes(type) && list === undefined) return [{ row, step, type, choices: undefined }];
    if (type !== 'select_one' && type !== 'select_multiple')
      return refuse(unknownType(row.cells.get('type') ?? ''));
    if (more.length > 0)
      return refuse(`“${more.join(' ')}” cannot be brought in. Add a choice of its own to the list instead.`);
    const named = [...choices].find(([key]) => key.toLowerCase() === list)?.[1];
    return named === undefined
      ? refuse(`There is no list ${list ?? ''} in the sheet choices. Write it there.`)
      : [{ row, step, type, choices: named }];
  });
}

function unknownType(type: string): string {
  if (/^(start|end|today|deviceid|username|phonenumber|simserial|subscriberid|audit)$/.test(type))
    return `Kinline does not know ${type} of anybody. Delete this row.`;
  if (/group|repeat/.test(type))
    return `${type} cannot be brought in. Take its rows out, and say its relevance in each.`;
  return `The type ${type} cannot be brought in. Use text, integer, decimal, date, select_one, select_multiple or note.`;
}

function namesOf(known: ReadonlyMap<string, Asked>, own: Asked): Names {
  const all = [...known.values(), own];
  return {
    step: (name) => known.get(name)?.step,
    choice: (step, value) =>
      all.find((one) => (step === 'self' ? one === own : one.step === step))?.choices?.option(value) ?? value,
  };
}

function condition(
  row: FormRow,
  columns: readonly string[],
  names: Names,
  problems: FormProblem[],
): Condition | undefined {
  const written = columns.map((column) => row.cells.get(column)).find((cell) => cell !== undefined);
  if (written === undefined) return undefined;
  const parsed = parseExpression(written, names);
  if (parsed.ok) return parsed.condition;
  problems.push({
    sheet: SURVEY,
    row: row.row,
    message: `${columns[0]}: ${parsed.problem}. Use comparisons of one question with one value, and, or, not() and selected().`,
  });
  return undefined;
}

function stepFor({ row, step, type, choices }: Asked, names: Names, problems: FormProblem[]): Step {
  const required = TRUE.has((row.cells.get('required') ?? '').toLowerCase());
  const only = condition(row, ['constraint'], names, problems);
  const translated = (name: string): boolean =>
    [...row.cells.keys()].some((column) => column === name || column.startsWith(`${name}::`));
  if (type === 'note') return { say: `${step}.text` };
  const asking = { text: `${step}.text`, again: translated('hint') ? `${step}.again` : `${step}.text` };
  const rest = {
    ...asking,
    personal: true,
    ...(required ? {} : { optional: true }),
    ...(only === undefined
      ? {}
      : { only, ...(translated('constraint_message') ? { wrong: `${step}.wrong` } : {}) }),
  };
  const of = choices?.options ?? [];
  if (type === 'select_one') return { ask: 'one', of, ...rest };
  if (type === 'select_multiple') return { ask: 'many', of, ...rest };
  if (type === 'text') return { ask: 'words', ...rest };
  if (type === 'date') return { ask: 'date', ...rest };
  return { ask: 'number', ...(type === 'integer' ? { whole: true } : {}), ...rest };
}

/** The texts of one question in one language. */
function write(
  into: Record<string, unknown>,
  { row, step, type, choices }: Asked,
  main: Translated,
  code: string,
  problems: FormProblem[],
  first: boolean,
): void {
  const label = textIn(row, 'label', code, main);
  if (label === undefined && first)
    problems.push({ sheet: SURVEY, row: row.row, message: 'This question has no label. Write one.' });
  const hint = textIn(row, 'hint', code, main);
  const wrong = row.cells.has('constraint') ? textIn(row, 'constraint_message', code, main) : undefined;
  into[step] = {
    text: `${label ?? ''}${choices?.list(code, main) ?? ''}`,
    ...(hint === undefined || type === 'note' ? {} : { again: hint }),
    ...(wrong === undefined ? {} : { wrong }),
    ...choices?.labels(code, main),
  };
}
