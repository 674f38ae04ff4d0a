/**
 * Times in words, from phrases that nobody of the word lists wrote: understood exactly, and exactly or asked back, with
 * Wilson's 95 % interval, for each language. KINLINE_WHEN_MISSES=<language> lists what was missed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { loadContent } from '../../../src/content/load.js';
import { createWhenAcross, type WhenAcross } from '../../../src/language/when/across.js';
import { calendarOf } from '../../../src/language/when/calendar.js';
import type { When, Window } from '../../../src/language/when/windows.js';
import { wilson } from '../statistics.js';
import { type Goal, table } from '../table.js';

const CORPORA = 'tests/corpora';
const FILE = /^([a-z]{2,3})\.when\.(tuning|sealed)\.jsonl$/;
/** A Tuesday; what the phrases of the corpora were written for. */
const NOW = DateTime.fromISO('2026-11-24T10:30', { zone: 'Europe/Bucharest' });
const CALENDAR = calendarOf('RO');
const EXACT = 0.9;
const EXACT_OR_ASKED = 0.97;
const LINES = 1000;
const LONGEST_MS = 1000;

interface Phrase {
  text: string;
  windows?: Window[];
  ask?: true;
  none?: true;
}

interface Counted {
  language: string;
  part: string;
  phrases: number;
  exact: number;
  /** Asked back although the phrase was clear: no harm, one more question. */
  asked: number;
  missed: string[];
}

export async function measureWhen(_pace: unknown, say: (words: string) => void): Promise<Goal[]> {
  const { content } = loadContent('.');
  const across = createWhenAcross(content.languages);
  const corpora = readdirSync(CORPORA).sort().flatMap(readCorpus);
  const counted = corpora.map(({ language, part, phrases }) => count(language, part, phrases, across));
  say('\nTimes in words (95 % interval)\n');
  say(
    table(
      ['language, part', 'phrases', 'exact', 'exact or asked back'],
      counted.map(({ language, part, phrases, exact, asked }) => [
        `${language}, ${part}`,
        String(phrases),
        wilson(exact, phrases),
        wilson(exact + asked, phrases),
      ]),
    ),
  );
  for (const { language, part, missed } of counted)
    if (process.env.KINLINE_WHEN_MISSES === language)
      say(`\nMissed in ${language}, ${part}:\n${missed.join('\n')}`);
  return [...counted.flatMap(goalsOf), speedOf(corpora, across)];
}

interface Corpus {
  language: string;
  part: string;
  phrases: Phrase[];
}

function readCorpus(file: string): Corpus[] {
  const [, language, part] = FILE.exec(file) ?? [];
  if (language === undefined || part === undefined) return [];
  const lines = readFileSync(join(CORPORA, file), 'utf8').split('\n');
  const phrases = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Phrase);
  return [{ language, part, phrases }];
}

function count(language: string, part: string, phrases: readonly Phrase[], across: WhenAcross): Counted {
  const counted: Counted = { language, part, phrases: phrases.length, exact: 0, asked: 0, missed: [] };
  for (const phrase of phrases) {
    const found = across.find(phrase.text, language, NOW, CALENDAR);
    if (agrees(phrase, found)) {
      counted.exact += 1;
      continue;
    }
    // Nothing found where a time was asked for is asked again too, but the person is not told that they were heard.
    if (found !== undefined && 'ask' in found) counted.asked += 1;
    counted.missed.push(`${phrase.text}\n    wanted ${told(phrase)}\n    found  ${told(found)}`);
  }
  return counted;
}

function agrees({ windows, ask, none }: Phrase, found: When | undefined): boolean {
  if (found === undefined) return none === true;
  if ('ask' in found) return ask === true;
  return windows !== undefined && JSON.stringify(joined(windows)) === JSON.stringify(joined(found.windows));
}

/** Windows that touch are one: “in the morning or in the afternoon”. */
function joined(windows: readonly Window[]): Window[] {
  const sorted = [...windows].sort((a, b) => (a.start < b.start ? -1 : 1));
  const met: Window[] = [];
  for (const { start, end } of sorted) {
    const before = met.at(-1);
    if (before === undefined || before.end < start) met.push({ start, end });
    else if (before.end < end) before.end = end;
  }
  return met;
}

function told(said: Phrase | When | undefined): string {
  if (said === undefined || 'none' in said) return 'nothing';
  if ('windows' in said && said.windows !== undefined)
    return said.windows.map(({ start, end }) => `${start.slice(5)}–${end.slice(11)}`).join(' ');
  return `asked back: ${'ask' in said ? said.ask : ''}`;
}

function goalsOf({ language, part, phrases, exact, asked }: Counted): Goal[] {
  const goal = (what: string, right: number, wanted: number): Goal => ({
    what: `Times in words, ${what}: ${language}, ${part}`,
    measured: `${((100 * right) / phrases).toFixed(1)} %`,
    goal: `at least ${wanted * 100} %`,
    met: right / phrases >= wanted,
  });
  return [goal('exact', exact, EXACT), goal('exact or asked back', exact + asked, EXACT_OR_ASKED)];
}

function speedOf(corpora: readonly Corpus[], across: WhenAcross): Goal {
  const all = corpora.flatMap(({ language, phrases }) => phrases.map(({ text }) => ({ text, language })));
  const began = performance.now();
  for (let line = 0; line < LINES && all.length > 0; line += 1) {
    const { text, language } = all[line % all.length] ?? { text: '', language: 'en' };
    across.find(text, language, NOW, CALENDAR);
  }
  const took = performance.now() - began;
  return {
    what: `Times in words: ${LINES} lines`,
    measured: `${took.toFixed(0)} ms`,
    goal: `under ${LONGEST_MS} ms`,
    met: took < LONGEST_MS,
  };
}
