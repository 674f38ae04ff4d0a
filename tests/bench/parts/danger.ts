/**
 * How much danger is heard, and how often something harmless is taken for it, in messages of a second hand that had
 * not seen the words; and how long the look takes. Each layer is switched off in turn.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../../src/content/language.js';
import { loadContent } from '../../../src/content/load.js';
import { DANGER_CLASSES } from '../../../src/engine/input.js';
import { createDangerSense, type DangerSense, type Layers } from '../../../src/language/danger/sense.js';
import { quantile } from '../statistics.js';
import { type Goal, table } from '../table.js';

const FOLDER = 'tests/corpora';
/** What words were tuned on, and what was unseen when it was measured first: by now none of it is. */
const HALVES = ['tuning', 'sealed', 'second'] as const;
const LAYERS: readonly [string, Layers][] = [
  ['all', { lists: true, typos: true, statistics: true }],
  ['without lists', { lists: false, typos: true, statistics: true }],
  ['without typo tolerance', { lists: true, typos: false, statistics: true }],
  ['without statistics', { lists: true, typos: true, statistics: false }],
];
const RECALL_GOAL = 0.98;
const ALARM_GOAL = 0.02;
const CHARACTERS = 500;
const ROUNDS = 8;
/** Of a normal distribution, for 95 of 100. */
const Z = 1.96;

interface Message {
  class: string;
  text: string;
}

interface Counted {
  of: number;
  seen: number;
  right: number;
}

export async function measureDanger(_pace: unknown, say: (words: string) => void): Promise<Goal[]> {
  const { languages } = loadContent('.').content;
  const senses = LAYERS.map(([name, layers]) => ({ name, sense: createDangerSense(languages, layers) }));
  const [whole] = senses;
  if (whole === undefined) return [];
  const goals: Goal[] = [];
  const every: string[] = [];
  for (const half of HALVES)
    for (const { code } of languages) {
      const messages = read(code, half);
      if (messages.length === 0) continue;
      every.push(...messages.map(({ text }) => text));
      say(`\nDanger in ${code}, ${half} half (${messages.length} messages), all languages looked at\n`);
      say(byClass(whole.sense, messages, code));
      say(`\n${byLayer(senses, messages, code)}`);
      goals.push(...goalsOf(whole.sense, messages, `${code}, ${half}`, code));
    }
  return [...goals, ...measureSpeed(whole.sense, every, languages, say)];
}

function read(language: string, half: string): Message[] {
  const file = join(FOLDER, `${language}.danger.${half}.tsv`);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', text = ''] = line.split('\t');
      return { class: name, text };
    });
}

function count(sense: DangerSense, messages: readonly Message[], name: string, language: string): Counted {
  const asked = messages.filter((message) => message.class === name);
  const seen = asked.map(({ text }) => sense.see(text, language)?.class);
  return {
    of: asked.length,
    seen: seen.filter((found) => found !== undefined).length,
    right: seen.filter((found) => found === name).length,
  };
}

const sum = (counts: readonly Counted[]): Counted =>
  counts.reduce(
    (all, one) => ({ of: all.of + one.of, seen: all.seen + one.seen, right: all.right + one.right }),
    { of: 0, seen: 0, right: 0 },
  );

function byClass(sense: DangerSense, messages: readonly Message[], language: string): string {
  const dangers = DANGER_CLASSES.map((name) => [name, count(sense, messages, name, language)] as const);
  const harmless = count(sense, messages, 'harmless', language);
  const row = (name: string, { of, seen, right }: Counted) => [
    name,
    `${seen} of ${of}`,
    ...share(seen, of),
    name === 'harmless' ? '' : percent(right / of),
  ];
  return table(
    ['class', 'danger seen', 'share', 'Wilson 95 %', 'right class'],
    [
      ...dangers.map(([name, counted]) => row(name, counted)),
      row('all dangers', sum(dangers.map(([, counted]) => counted))),
      row('harmless', harmless),
    ],
  );
}

function byLayer(
  senses: readonly { name: string; sense: DangerSense }[],
  messages: readonly Message[],
  language: string,
): string {
  return table(
    ['layers', 'recall', 'Wilson 95 %', 'right class', 'false alarms', 'Wilson 95 %'],
    senses.map(({ name, sense }) => {
      const all = sum(DANGER_CLASSES.map((kind) => count(sense, messages, kind, language)));
      const harmless = count(sense, messages, 'harmless', language);
      return [
        name,
        ...share(all.seen, all.of),
        percent(all.right / all.of),
        ...share(harmless.seen, harmless.of),
      ];
    }),
  );
}

function goalsOf(sense: DangerSense, messages: readonly Message[], where: string, language: string): Goal[] {
  const all = sum(DANGER_CLASSES.map((kind) => count(sense, messages, kind, language)));
  const harmless = count(sense, messages, 'harmless', language);
  const [recall, alarms] = [all.seen / all.of, harmless.seen / harmless.of];
  return [
    {
      what: `Danger heard (${where})`,
      measured: percent(recall),
      goal: `at least ${percent(RECALL_GOAL)}`,
      met: recall >= RECALL_GOAL,
    },
    {
      what: `False alarms (${where})`,
      measured: percent(alarms),
      goal: `at most ${percent(ALARM_GOAL)}`,
      met: alarms <= ALARM_GOAL,
    },
  ];
}

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;

/** A share and between what it lies, as Wilson has it: true also near 0 and 1. */
function share(some: number, of: number): [string, string] {
  const p = some / of;
  const middle = (p + Z ** 2 / (2 * of)) / (1 + Z ** 2 / of);
  const around = (Z * Math.sqrt((p * (1 - p)) / of + Z ** 2 / (4 * of ** 2))) / (1 + Z ** 2 / of);
  return [percent(p), `${percent(Math.max(0, middle - around))}–${percent(Math.min(1, middle + around))}`];
}

function measureSpeed(
  sense: DangerSense,
  texts: readonly string[],
  languages: readonly Language[],
  say: (words: string) => void,
): Goal[] {
  const long = texts.map((_, at) => longText(texts, at));
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [at, text] of long.entries()) {
      const began = performance.now();
      sense.see(text, languages[at % languages.length]?.code ?? 'en');
      if (round > 0) times.push(performance.now() - began);
    }
  const mean = times.reduce((all, time) => all + time, 0) / times.length;
  const [p50, p99, worst] = [quantile(times, 0.5), quantile(times, 0.99), Math.max(...times)];
  say(`\nThe look for danger in ${CHARACTERS} characters, ${times.length} messages of all languages\n`);
  const ms = (value: number) => `${value.toFixed(3)} ms`;
  say(table(['', 'mean', 'median', 'p99', 'worst'], [['time', ms(mean), ms(p50), ms(p99), ms(worst)]]));
  return [
    { what: 'Danger, mean of 500 characters', measured: ms(mean), goal: 'at most 0.2 ms', met: mean <= 0.2 },
    { what: 'Danger, p99 of 500 characters', measured: ms(p99), goal: 'below 5 ms', met: p99 < 5 },
  ];
}

function longText(texts: readonly string[], from: number): string {
  let text = '';
  for (let at = from; text.length < CHARACTERS; at += 1) text += `${texts[at % texts.length] ?? ' '}. `;
  return text.slice(0, CHARACTERS);
}
