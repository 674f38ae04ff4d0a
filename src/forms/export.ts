/**
 * A dialog as an XLSForm workbook: its questions in the order in which they follow each other, with their texts in every
 * language. What has no word in XLSForm (searches, cards, results) is left out and named.
 */
import type { Condition } from '../engine/conditions.js';
import type { Dialog, Step } from '../engine/dialog.js';
import { writeExpression } from './expression.js';
import type { Table } from './workbook.js';

export interface FormLanguage {
  code: string;
  /** In English, for the column’s head. */
  name: string;
  say(key: string): string | undefined;
}

export interface ExportedForm {
  tables: Table[];
  /** What is not in the form, and why. */
  leftOut: string[];
}

type Row = Record<string, string>;
/** The parts of any step’s spec that an export looks at. */
interface Spec {
  say?: string;
  text?: string;
  notice?: string;
  again?: string;
  wrong?: string;
  next?: string;
  otherwise?: string;
  if?: Condition;
  only?: Condition;
  whole?: true;
  optional?: true;
  of?: string[];
  choose?: { option: string; next: string }[];
  question?: string[];
  labels?: 'own';
  aside?: Record<string, string>;
}

const TYPES: Record<string, string> = {
  'ask words': 'text',
  'ask date': 'date',
  'ask one': 'select_one',
  'ask many': 'select_multiple',
  choose: 'select_one',
  question: 'select_one',
};
const SKIP = 'skip';

export function exportForm(dialog: Dialog, languages: readonly FormLanguage[]): ExportedForm {
  const survey: Row[] = [];
  const choices: Row[] = [];
  const lists = new Map<string, string>();
  const leftOut: string[] = [];
  const seen = new Set<string>();
  const names = {
    name: (step: string) => step.replaceAll('-', '_'),
    many: (step: string) => dialog.steps.get(step)?.kind === 'ask many',
  };

  follow(dialog.start, undefined, undefined);
  for (const { id } of dialog.steps.values())
    if (!seen.has(id)) leftOut.push(`step ${id}: nothing that was exported leads to it in one line.`);
  return {
    tables: [
      { sheet: 'survey', columns: columnsOf(survey, ['type', 'name']), rows: survey },
      { sheet: 'choices', columns: columnsOf(choices, ['list_name', 'name']), rows: choices },
      {
        sheet: 'settings',
        columns: ['form_id', 'form_title', 'default_language'],
        rows: [{ form_id: dialog.id, form_title: dialog.id, default_language: head(languages[0]) }],
      },
    ],
    leftOut,
  };

  /** Writes the steps from here to `until`, all of them under one condition. */
  function follow(from: string | undefined, until: string | undefined, when: Condition | undefined): void {
    for (let at = from; at !== undefined && at !== until; ) {
      const step = dialog.steps.get(at);
      if (step === undefined || seen.has(at)) return;
      seen.add(at);
      const spec = step.spec as Spec;
      if (step.kind === 'if') {
        follow(spec.next, spec.otherwise, both(when, spec.if));
        at = spec.otherwise;
        continue;
      }
      writeStep(step, spec, when);
      const next = nextOf(step, spec);
      for (const [target, answers] of asides(spec)) {
        if (!dialog.steps.has(target)) leftOut.push(`step ${step.id}: the way to ${target}`);
        else follow(target, next, both(when, { any: answers.map((is) => ({ step: step.id, is })) }));
      }
      at = next;
    }
  }

  function writeStep(step: Step, spec: Spec, when: Condition | undefined): void {
    const relevant: Row = when === undefined ? {} : { relevant: writeExpression(flat(when), names) };
    const name = names.name(step.id);
    if (step.kind === 'say') {
      if (!(spec.say ?? '').startsWith('common:form.'))
        survey.push({ type: 'note', name, ...said('label', spec.say), ...relevant });
      return;
    }
    const type = step.kind === 'ask number' ? (spec.whole ? 'integer' : 'decimal') : TYPES[step.kind];
    if (type === undefined) {
      leftOut.push(`step ${step.id}: XLSForm has no word for it.`);
      return;
    }
    if (spec.notice !== undefined)
      survey.push({ type: 'note', name: `${name}_notice`, ...said('label', spec.notice), ...relevant });
    const options = optionsOf(spec);
    const list = options.length === 0 ? '' : ` ${listOf(step, spec, options)}`;
    survey.push({
      type: `${type}${list}`,
      name,
      ...said('label', spec.text),
      ...(spec.again === undefined || spec.again === spec.text ? {} : said('hint', spec.again)),
      ...relevant,
      ...(isRequired(step, spec) ? { required: 'yes' } : {}),
      ...(spec.only === undefined ? {} : { constraint: writeExpression(spec.only, names) }),
      ...(spec.wrong === undefined ? {} : said('constraint_message', spec.wrong)),
    });
  }

  /** The name of the list with these options; the same labels make one list. */
  function listOf(step: Step, { labels, question }: Spec, options: string[]): string {
    const shared = question !== undefined && labels === undefined;
    const rows = options.map((option) => ({
      name: option,
      ...said('label', shared ? `answers.${option}` : `${step.id}.${option}`),
    }));
    const same = JSON.stringify(rows);
    const known = lists.get(same);
    if (known !== undefined) return known;
    const list = shared ? `answers_${lists.size + 1}` : names.name(step.id);
    lists.set(same, list);
    choices.push(...rows.map((row) => ({ list_name: list, ...row })));
    return list;
  }

  function said(column: string, key: string | undefined): Row {
    if (key === undefined) return {};
    const whole = key.includes(':') ? key : `${dialog.id}:${key}`;
    return Object.fromEntries(
      languages.flatMap((language) => {
        const words = language.say(whole);
        return words === undefined ? [] : [[`${column}::${head(language)}`, words]];
      }),
    );
  }

  function nextOf(step: Step, spec: Spec): string | undefined {
    if (spec.choose === undefined) return local(spec.next);
    const [first, ...others] = [...new Set(spec.choose.map(({ next }) => next))];
    for (const other of others) leftOut.push(`step ${step.id}: the way to ${other}`);
    return local(first);
  }

  function local(target: string | undefined): string | undefined {
    return target !== undefined && dialog.steps.has(target) ? target : undefined;
  }
}

const head = (language: FormLanguage | undefined): string =>
  language === undefined ? '' : `${language.name} (${language.code})`;

const optionsOf = ({ choose, question, of }: Spec): string[] =>
  (choose?.map(({ option }) => option) ?? question ?? of ?? []).filter((option) => option !== SKIP);

function isRequired({ kind }: Step, { choose, question, optional }: Spec): boolean {
  if (kind === 'choose' || kind === 'question')
    return !(choose?.some(({ option }) => option === SKIP) ?? question?.includes(SKIP) ?? false);
  return !optional;
}

/** Answers by the closer question that they lead to. */
function asides({ aside = {} }: Spec): Map<string, string[]> {
  const ways = new Map<string, string[]>();
  for (const [answer, target] of Object.entries(aside))
    ways.set(target, [...(ways.get(target) ?? []), answer]);
  return ways;
}

const both = (one: Condition | undefined, other: Condition | undefined): Condition | undefined =>
  one === undefined ? other : other === undefined ? one : { all: [one, other] };

/** Without lists of one. */
function flat(condition: Condition): Condition {
  if ('any' in condition && condition.any.length === 1) return flat(condition.any[0] as Condition);
  if ('any' in condition) return { any: condition.any.map(flat) };
  if ('all' in condition) return { all: condition.all.map(flat) };
  return condition;
}

function columnsOf(rows: readonly Row[], first: readonly string[]): string[] {
  return [...new Set([...first, ...rows.flatMap((row) => Object.keys(row))])];
}
