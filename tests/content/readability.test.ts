/** What is measured of a text, and which texts are: not those for staff, and none that was brought in. */
import { describe, expect, test } from '@jest/globals';
import type { Content } from '../../src/content/load.js';
import { bannedIn } from '../../src/content/prove/banned.js';
import { lix, meanLength, questionsIn, sentencesOf } from '../../src/content/prove/measure.js';
import { proveReadability } from '../../src/content/prove/readability.js';
import { ownContent } from '../helpers/content.js';

const lengths = (text: string) => sentencesOf(text).map(({ words }) => words);

describe('sentences', () => {
  test.each([
    ['end at marks and lines', 'One two. Three! Four five six?\nSeven', [2, 1, 3, 1]],
    ['go on after a quoted name', '“What would help us?” is a few questions.', [8]],
    ['end with what somebody says', 'Say: “You are right. I am here.” Then call.', [4, 3, 2]],
    ['count what is filled in as one word', 'I found {{count}} services near {{place}}.', [6]],
    ['count a word with an apostrophe once', 'Don’t tell the child’s name.', [5]],
    ['end at Arabic marks', 'ماذا يلزمك؟ طعام أو مال.', [2, 3]],
    ['do not end within a number', 'It costs 3.50 today.', [4]],
  ])('%s', (_what, text, expected) => {
    expect(lengths(text)).toEqual(expected);
  });
});

test('LIX is words a sentence and the percentage of long words', () => {
  // Eight words in two sentences, two of them with seven letters or more: 4 + 25.
  const sentences = sentencesOf('We look for support. It is always possible.');
  expect(meanLength(sentences)).toBe(4);
  expect(lix(sentences)).toBe(29);
});

test('what is quoted is not asked', () => {
  expect(questionsIn('“What would help us?” comes first. Shall we begin?')).toBe(1);
  expect(questionsIn('Really?? Yes.')).toBe(1);
});

test('a list finds its words in all their forms, and no others', () => {
  const list = ['victim*', 'case', 'human traffick*', '*ضحية'];
  expect(bannedIn('Victims, and human trafficking.', list)).toEqual(['victims', 'human trafficking']);
  expect(bannedIn('A suitcase with traffic lights, {{case}}', list)).toEqual([]);
  expect(bannedIn('للضحية', list)).toEqual(['للضحيه']);
});

describe('a hard text', () => {
  const hard = 'Vulnerable victims require comprehensive multidisciplinary interventions. Really? Why?';
  /** English alone, its staff lessons made as hard as can be. */
  function contentWith(dialog: string, mark: object): Content {
    const content = ownContent();
    const [english] = content.languages;
    const read = content.dialogs.dialogs.get(dialog);
    if (english === undefined || read === undefined) throw new Error('There is no such dialog.');
    const texts = new Map([...english.texts, [dialog, { what: hard }]]);
    const dialogs = new Map([...content.dialogs.dialogs, [dialog, { ...read, ...mark }]]);
    return { ...content, languages: [{ ...english, texts }], dialogs: { ...content.dialogs, dialogs } };
  }

  test('is refused where families read', () => {
    const said = proveReadability(contentWith('about', {})).map(({ message }) => message);
    expect(said.join('\n')).toMatch(/what asks 2 questions/);
    expect(said.join('\n')).toMatch(/the word “victims”/);
  });

  test('may be for staff', () => {
    expect(proveReadability(contentWith('signs-staff', {}))).toEqual([]);
  });

  test('may be brought in by somebody', () => {
    expect(proveReadability(contentWith('about', { imported: true }))).toEqual([]);
  });
});
