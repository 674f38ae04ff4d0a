/** What a family asked for, line by line, to be read before it is sent and when it is opened again. */
import { type CallbackAsked, portsOf } from './callback.js';
import type { Event } from './events.js';
import type { StepContext, TextUse } from './kind.js';
import type { TextRef } from './session.js';

export type Lines = NonNullable<Extract<Event, { type: 'said' }>['lines']>;

/** Texts of the dialog that asks, in its own file. */
const FILE = 'callback';
const key = (path: string): string => `${FILE}:${path}`;
const text = (path: string, values?: TextRef['with']): TextRef => ({
  key: key(path),
  ...(values === undefined ? {} : { with: values }),
});

/** What is read left to right in every language. */
export const asCode = (words: string): string => `\u2066${words}\u2069`;

const ELSE = ['hang_up', 'wrong_number', 'delivery', 'school', 'doctor', 'survey'];
const URGENCIES = ['now', 'soon', 'whenever'];

export const LINE_TEXTS: TextUse[] = [
  ...[
    ['name', 'name'],
    ['number', 'number'],
    ['times', 'times'],
    ['someone_else', 'what'],
    ['code_word', 'word'],
    ['allowed', 'what'],
    ['language', 'language'],
    ['interpreted', 'language'],
    ['need', 'need'],
    ['words', 'words'],
    ['answers', 'number'],
    ['urgency', 'urgency'],
  ].map(([line = '', value = '']) => ({ key: key(`line.${line}`), values: [value] })),
  ...['no_name', 'they', 'nothing_else', 'write_here', 'staff', 'lead'].map((line) => ({
    key: key(`line.${line}`),
    values: [],
  })),
  ...['voicemail', 'sms', 'show_number'].map((one) => ({ key: key(`line.may.${one}`), values: [] })),
  ...ELSE.map((one) => ({ key: key(`else.${one}`), values: [] })),
  ...URGENCIES.map((one) => ({ key: key(`urgency.${one}`), values: [] })),
];

/** In whose language, and who knows how a time or a language is called in it. */
export interface Reader {
  language: string;
  ports: Pick<StepContext['ports'], 'callbacks'>;
}

/** @param answers how many answers of the self-check go along */
export function linesOf(asked: CallbackAsked, answers: number, context: Reader): Lines {
  const { plan } = asked;
  const ports = portsOf(context.ports);
  const language = ports.languageName(asked.language, context.language);
  const lines: Lines = [
    { text: asked.name === '–' ? text('line.no_name') : text('line.name', { name: asked.name }) },
    { text: asked.phone === null ? text('line.they') : text('line.number', { number: asCode(asked.phone) }) },
  ];
  if (asked.phone !== null) {
    lines.push(
      { text: text('line.times', { times: ports.timesInWords(asked.windows, context.language) }) },
      { text: text('line.someone_else'), values: { what: text(`else.${plan.someoneElse}`) } },
      ...(plan.codeWord === null ? [] : [{ text: text('line.code_word', { word: plan.codeWord }) }]),
      ...allowed(asked),
      ...(plan.writeHere ? [{ text: text('line.write_here') }] : []),
    );
  }
  lines.push({ text: text(asked.interpreter ? 'line.interpreted' : 'line.language', { language }) });
  if (asked.need !== null)
    lines.push({ text: text('line.need'), values: { need: { key: `needs:${asked.need}` } } });
  if (asked.recipient !== 'team')
    lines.push({ text: text(asked.recipient === 'second_recipient' ? 'line.lead' : 'line.staff') });
  if (asked.words !== null) lines.push({ text: text('line.words', { words: asked.words }) });
  if (answers > 0) lines.push({ text: text('line.answers', { number: answers }) });
  lines.push({ text: text('line.urgency'), values: { urgency: text(`urgency.${asked.urgency}`) } });
  return lines;
}

function allowed({ plan }: CallbackAsked): Lines {
  const may = [
    ...(plan.voicemail ? ['voicemail'] : []),
    ...(plan.sms ? ['sms'] : []),
    ...(plan.showNumber ? ['show_number'] : []),
  ];
  if (may.length === 0) return [{ text: text('line.nothing_else') }];
  return may.map((one) => ({ text: text('line.allowed'), values: { what: text(`line.may.${one}`) } }));
}
