/**
 * Needs understood from messages that nobody of the word lists wrote: right at first, and among the first two, with
 * Wilson's 95 % interval, for each language. KINLINE_NEEDS_MISSES=<language> lists what was missed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadContent } from '../../../src/content/load.js';
import { createReader, type Reader } from '../../../src/language/reading.js';
import { createSenses } from '../../../src/language/senses.js';
import { wilson } from '../statistics.js';
import { type Goal, table } from '../table.js';

const CORPORA = 'tests/corpora';
const FILE = /^([a-z]{2,3})\.needs\.(tuning|sealed)\.tsv$/;
const GOAL = 0.85;

interface Counted {
  language: string;
  part: string;
  messages: number;
  first: number;
  two: number;
  missed: string[];
}

export async function measureNeeds(_pace: unknown, say: (words: string) => void): Promise<Goal[]> {
  const { content } = loadContent('.');
  const senses = createSenses(content.languages, content.needs);
  const reader = createReader(senses, () => [], 'en');
  const counted: Counted[] = [];
  for (const file of readdirSync(CORPORA).sort()) {
    const [, language, part] = FILE.exec(file) ?? [];
    if (language === undefined || part === undefined) continue;
    counted.push(await count(file, language, part, reader));
  }
  say('\nNeeds in people’s own words (95 % interval)\n');
  say(
    table(
      ['language, part', 'messages', 'first right', 'among two'],
      counted.map(({ language, part, messages, first, two }) => [
        `${language}, ${part}`,
        String(messages),
        wilson(first, messages),
        wilson(two, messages),
      ]),
    ),
  );
  for (const { language, part, missed } of counted)
    if (process.env.KINLINE_NEEDS_MISSES === language)
      say(`\nMissed in ${language}, ${part}:\n${missed.join('\n')}`);
  return counted.map(({ language, part, messages, two }) => ({
    what: `Needs among the first two: ${language}, ${part}`,
    measured: `${((100 * two) / messages).toFixed(1)} %`,
    goal: `at least ${GOAL * 100} %`,
    met: two / messages >= GOAL,
  }));
}

async function count(file: string, language: string, part: string, reader: Reader): Promise<Counted> {
  const counted: Counted = { language, part, messages: 0, first: 0, two: 0, missed: [] };
  for (const line of readFileSync(join(CORPORA, file), 'utf8').split('\n')) {
    const [code, text] = line.split('\t');
    if (code === undefined || text === undefined) continue;
    const { need } = await reader.read(text, language);
    counted.messages += 1;
    if (need?.code === code) counted.first += 1;
    if (need?.code === code || need?.others[0] === code) counted.two += 1;
    else counted.missed.push(`${code}\t${text}\t${need === null ? 'nothing' : [need.code, ...need.others]}`);
  }
  return counted;
}
