/** Every text that is used exists in every language, with its placeholders and plural forms; and none is left over. */
import type { ChannelLimits } from '../../channels/channel.js';
import type { TextUse } from '../../engine/kind.js';
import { kindOf } from '../../engine/kinds/index.js';
import type { Language } from '../language.js';
import { REFERENCE } from '../languages.js';
import type { Content } from '../load.js';
import type { Problem } from '../problem.js';
import { placeholdersOf, type Text, textsOf } from './flatten.js';
import { fileOf } from './graph.js';

/** A text in use: what it is filled with, and the first step that uses it. */
interface Used {
  values: Set<string>;
  step: string | undefined;
  file: string | undefined;
}

export function proveTexts(content: Content, program: readonly TextUse[], limits: ChannelLimits): Problem[] {
  const used = usedTexts(content, program);
  const texts = new Map(content.languages.map((language) => [language.code, textsOf(language)]));
  const reference = texts.get(REFERENCE) ?? new Map<string, Text>();
  return content.languages.flatMap((language) => {
    const own = texts.get(language.code) ?? new Map<string, Text>();
    return [
      ...missing(language, own, used),
      ...unused(language, own, used),
      ...[...own].flatMap(([key, text]) => {
        const where = { file: textFile(language.code, key), language: language.code };
        return [
          ...empty(text, where),
          ...plurals(text, language, where),
          ...tooLong(text, limits, where),
          ...placeholders(text, used.get(key), reference.get(key), where),
        ];
      }),
    ];
  });
}

export const textFile = (language: string, key: string): string =>
  key.startsWith('needs:')
    ? `locales/${language}/needs.yaml`
    : `locales/${language}/${key.split(':')[0]}.json`;

function usedTexts({ dialogs }: Content, program: readonly TextUse[]): Map<string, Used> {
  const used = new Map<string, Used>();
  const add = ({ key, values }: TextUse, step?: string, file?: string) => {
    const entry = used.get(key) ?? { values: new Set<string>(), step, file };
    for (const value of values) entry.values.add(value);
    used.set(key, entry);
  };
  for (const use of program) add(use);
  for (const dialog of dialogs.dialogs.values())
    for (const { because } of dialog.rules?.rules ?? [])
      add({ key: because.includes(':') ? because : `${dialog.id}:${because}`, values: [] });
  for (const dialog of dialogs.dialogs.values())
    for (const step of dialog.steps.values())
      for (const { key, values } of kindOf(step.kind).texts(step.spec, step.id))
        add({ key: key.includes(':') ? key : `${dialog.id}:${key}`, values }, step.id, fileOf(dialog));
  return used;
}

function missing(language: Language, own: ReadonlyMap<string, Text>, used: Map<string, Used>): Problem[] {
  return [...used]
    .filter(([key]) => !own.has(key))
    .map(([key, { step }]) => ({
      file: textFile(language.code, key),
      ...(step === undefined ? {} : { step }),
      language: language.code,
      message: `The text ${key.split(':')[1]} is missing. Write it there.`,
    }));
}

function unused(language: Language, own: ReadonlyMap<string, Text>, used: Map<string, Used>): Problem[] {
  return [...own]
    .filter(([key, { namespace }]) => namespace !== 'needs' && !used.has(key))
    .map(([key, { path }]) => ({
      file: textFile(language.code, key),
      language: language.code,
      message: `The text ${path} is not used by any step. Delete it, or use it.`,
    }));
}

type Where = { file: string; language: string };

function empty({ path, forms }: Text, where: Where): Problem[] {
  return [...forms.values()].some((words) => words.trim() === '')
    ? [{ ...where, message: `The text ${path} is empty.` }]
    : [];
}

function plurals({ path, forms }: Text, { code }: Language, where: Where): Problem[] {
  if (forms.has('')) return [];
  const wanted = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
  const lacking = wanted.filter((category) => !forms.has(category));
  const strange = [...forms.keys()].filter((category) => !wanted.some((known) => known === category));
  return [
    ...lacking.map((category) => ({
      ...where,
      message: `The text ${path} lacks its form ${path}_${category}, which this language needs.`,
    })),
    ...strange.map((category) => ({
      ...where,
      message: `The text ${path}_${category} is never shown: this language has no such form.`,
    })),
  ];
}

function tooLong({ path, forms }: Text, limits: ChannelLimits, where: Where): Problem[] {
  const longest = Math.max(...[...forms.values()].map((words) => words.length));
  return longest > limits.text
    ? [
        {
          ...where,
          message: `The text ${path} has ${longest} characters; some channels take ${limits.text}.`,
        },
      ]
    : [];
}

function placeholders(
  text: Text,
  used: Used | undefined,
  reference: Text | undefined,
  where: Where,
): Problem[] {
  if (used === undefined) return [];
  const problems: Problem[] = [];
  const wanted = new Set([...(reference?.forms.values() ?? [])].flatMap(placeholdersOf));
  for (const [form, words] of text.forms) {
    const name = form === '' ? text.path : `${text.path}_${form}`;
    const has = new Set(placeholdersOf(words));
    for (const placeholder of has)
      if (!used.values.has(placeholder))
        problems.push({
          ...where,
          message: `The text ${name} has {{${placeholder}}}, which is never filled in.`,
        });
    for (const placeholder of wanted)
      if (
        !has.has(placeholder) &&
        used.values.has(placeholder) &&
        !(placeholder === 'count' && form !== '' && form !== 'other')
      )
        problems.push({
          ...where,
          message: `The text ${name} lacks {{${placeholder}}}, which ${REFERENCE} has.`,
        });
    if (/\{\{|\}\}/.test(words.replace(/\{\{\s*-?\s*[\w.]+\s*\}\}/g, '')))
      problems.push({
        ...where,
        message: `The text ${name} has a placeholder that is not written like {{name}}.`,
      });
  }
  return problems;
}
