/** Texts that a tired person at night cannot read well, or does not want to read: each a change to one text. */
import type { Defect } from './defects.js';

const text = (path: string, words: string) => (before: string) => {
  const tree = JSON.parse(before) as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop() ?? '';
  let at = tree;
  for (const name of names) at = at[name] as Record<string, unknown>;
  if (typeof at[last] !== 'string') throw new Error(`There is no text ${path}.`);
  at[last] = words;
  return JSON.stringify(tree);
};

const one = (
  what: string,
  file: string,
  path: string,
  words: string,
  message: RegExp,
  language = file.slice(8, 10),
): Defect => ({ what, file, change: text(path, words), says: { file, language, message } });

const WORDS = (count: number) => `${Array.from({ length: count }, () => 'we').join(' ')}.`;

export const READABILITY_DEFECTS: Defect[] = [
  one(
    'two questions in one message',
    'locales/en/find-help.json',
    'need.text',
    'What do you need? Where do you live?',
    /need\.text asks 2 questions; a message asks 1 at most.*steps of their own/,
  ),
  one(
    'two questions in one Arabic message',
    'locales/ar/find-help.json',
    'need.text',
    'ماذا يلزمك؟ أين تسكن؟',
    /need\.text asks 2 questions/,
  ),
  one(
    'a bubble that is too long',
    'locales/en/about.json',
    'what',
    Array.from({ length: 31 }, () => 'We can do it.').join(' '),
    /what has 433 characters; a bubble takes 300/,
  ),
  one(
    'a card whose two texts do not fit one bubble',
    'locales/en/danger.json',
    'child.now.self_harm',
    Array.from({ length: 18 }, () => 'We can do it.').join(' '),
    /child\.card\.self_harm and child\.now\.self_harm stand in one bubble and have 3\d\d characters/,
  ),
  one(
    'a sentence of twenty-one words',
    'locales/en/about.json',
    'what',
    WORDS(21),
    /what has a sentence of 21 words; 20 are the most.*“we we we we we …”/,
  ),
  one(
    'an Arabic sentence that is too long',
    'locales/ar/about.json',
    'what',
    `${Array.from({ length: 21 }, () => 'نحن').join(' ')}.`,
    /what has a sentence of 21 words/,
  ),
  one(
    'sentences that are too long on average',
    'locales/uk/about.json',
    'what',
    `${Array.from({ length: 14 }, () => 'ми').join(' ')}. ${Array.from({ length: 12 }, () => 'ми').join(' ')}.`,
    /what has 13\.0 words a sentence; 12 are the most/,
  ),
  one(
    'long words on a card in English',
    'locales/en/danger.json',
    'card.danger_now',
    'Emergency telephone services provide professional assistance at any time of the day.',
    /card\.danger_now has a LIX of \d\d\.\d; 35 is the most here.*professional/,
  ),
  one(
    'long words in an English lesson',
    'locales/en/signs-parents.json',
    'offers.help',
    'Please verify the credibility of prospective employers before accepting international employment.',
    /offers\.help has a LIX of \d\d\.\d; 40 is the most here/,
  ),
  one(
    'a few words, all of them long',
    'locales/en/find-help.json',
    'thanks',
    'Multidisciplinary interventions facilitate reintegration.',
    /thanks has a LIX of 54\.0; 40 is the most here/,
  ),
  one(
    'the tone of an office in Romanian',
    'locales/ro/find-help.json',
    'thanks',
    'Solicitarea dumneavoastră urmează să fie verificată de către personalul specializat în termenul prevăzut.',
    /thanks has a LIX of \d\d\.\d; 48 is the most here/,
  ),
  one(
    'the tone of an office in Ukrainian',
    'locales/uk/find-help.json',
    'thanks',
    'Опрацювання вашого звернення здійснюється уповноваженими працівниками у встановлений законодавством термін згідно з порядком.',
    /thanks has a LIX of \d\d\.\d; 53 is the most here/,
  ),
  one(
    'the word “victim” in another form',
    'locales/en/signs-young.json',
    'no_blame.signs',
    'Some people were victimised. You did nothing wrong.',
    /no_blame\.signs has the word “victimised”.*readability\.yaml/,
  ),
  one(
    'the word “case” on a button',
    'locales/en/menu.json',
    'choose.about',
    'Your case',
    /choose\.about has the word “case”/,
  ),
  one(
    'the word “risk” in Romanian',
    'locales/ro/signs-parents.json',
    'offers.signs',
    'Există riscuri.',
    /offers\.signs has the word “riscuri”/,
  ),
  one(
    'the word “victim” in Ukrainian',
    'locales/uk/signs-parents.json',
    'offers.signs',
    'Ви не жертва.',
    /offers\.signs has the word “жертва”/,
  ),
  one(
    'the word “victims” in Arabic, with its article',
    'locales/ar/signs-parents.json',
    'offers.signs',
    'نساعد الضحايا.',
    /offers\.signs has the word “الضحايا”/,
  ),
  {
    what: 'a language without its measure',
    file: 'locales/uk/readability.yaml',
    change: () => undefined,
    says: { file: 'locales/uk/readability.yaml', language: 'uk', message: /missing/ },
  },
];
