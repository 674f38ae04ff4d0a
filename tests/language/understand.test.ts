import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Input } from '../../src/engine/input.js';
import type { Asked } from '../../src/engine/session.js';
import { createUnderstanding, type Situation, type Understanding } from '../../src/language/understand.js';
import { ownContent } from '../helpers/content.js';

const { languages, needs } = ownContent();
let understanding: Understanding;
beforeAll(() => {
  understanding = createUnderstanding(languages, needs);
});

const MENU: Asked = {
  text: { key: 'menu:choose.text' },
  expects: 'option',
  options: [
    { id: 'first', words: 'Find help nearby' },
    { id: 'second', words: 'Talk to somebody else' },
    { id: 'third', words: 'Ce este acest chat' },
  ],
};

function situation(language: string, asked: Asked | null = MENU): Situation {
  return {
    language,
    languageOpen: false,
    asked,
    label: (option) => ('words' in option ? option.words : option.text.key),
    findPlaces: () => [],
    yourPlace: 'here',
  };
}
const means = async (text: string, language = 'en', asked: Asked | null = MENU): Promise<Input> =>
  (await understanding.understand({ kind: 'text', text }, situation(language, asked))).input;

describe('a button can be', () => {
  test.each([
    ['typed as its number', '2', 'second'],
    ['typed as its number with a sign', '2.', 'second'],
    ['typed in Arabic digits', '٢', 'second'],
    ['typed in Persian digits', '۳', 'third'],
    ['typed as its words', 'Find help nearby', 'first'],
    ['typed in another case, with a full stop', 'find HELP nearby.', 'first'],
    ['typed with a slip of the finger', 'find help neaby', 'first'],
    ['typed without its accents', 'ce este acest chat', 'third'],
    ['typed in part', 'find help', 'first'],
    ['tapped where only a shortened label comes back', '2 Talk to so…', 'second'],
    ['said as a word', 'the second one', 'second'],
    ['said as a number in words', 'number three please', 'third'],
  ])('%s', async (_how, typed, id) => {
    expect(await means(typed)).toEqual({ kind: 'option', id });
  });

  test('tapped, also an old one whose words still stand on the screen', async () => {
    const tapped = async (id: string, label: string) =>
      (await understanding.understand({ kind: 'choice', id, label }, situation('en'))).input;
    expect(await tapped('second', '')).toEqual({ kind: 'option', id: 'second' });
    expect(await tapped('gone', 'Talk to somebody else')).toEqual({ kind: 'option', id: 'second' });
    expect(await tapped('!menu', '')).toEqual({ kind: 'command', command: 'menu' });
    expect(await tapped('gone', 'No such words')).toEqual({ kind: 'unclear' });
  });

  test.each(['4', '99', '2 3', ''])('but not “%s”', async (typed) => {
    expect((await means(typed)).kind).toBe('unclear');
  });
});

describe.each(languages)('$code answers yes and no', ({ code, words }) => {
  const asked: Asked = {
    text: { key: 'erase:sure.text' },
    expects: 'option',
    options: [
      { id: 'yes', text: { key: 'erase:sure.yes' } },
      { id: 'no', text: { key: 'erase:sure.no' } },
    ],
  };

  test.each(['yes', 'no'] as const)('%s, in any of its words', async (answer) => {
    const wrong: string[] = [];
    for (const word of words.answers[answer]) {
      const input = await means(word, code, asked);
      if (input.kind !== 'option' || input.id !== answer) wrong.push(`${word}: ${JSON.stringify(input)}`);
    }
    expect(wrong).toEqual([]);
  });
});

test('0 is help now, wherever one is', async () => {
  expect(await means('0')).toEqual({ kind: 'danger', class: 'danger_now', language: 'en' });
});

describe.each(languages.map(({ code }) => code))('needs in %s', (language) => {
  const words = languages.find(({ code }) => code === language)?.needs ?? {};

  test.each(needs.map(({ code }) => code))('%s is understood by its name and by its words', async (code) => {
    const said = [words[code]?.name ?? '', ...(words[code]?.words ?? [])];
    const wrong: string[] = [];
    for (const phrase of said) {
      const input = await means(phrase, language, null);
      // Words of danger come first, and a phrase may speak of more than one need.
      const others = input.kind === 'unsure' ? input.options.map(({ id }) => id) : [];
      const found = input.kind === 'content' ? [input.need] : others;
      if (input.kind !== 'danger' && !found.includes(code)) wrong.push(`${phrase}: ${JSON.stringify(input)}`);
    }
    // A few words belong to two needs; most must lead where they stand.
    expect({ code, wrong: wrong.length > said.length * 0.1 ? wrong : [] }).toEqual({ code, wrong: [] });
  });
});

describe('the language of the first words', () => {
  const spoken = async (text: string, language = 'en') =>
    (
      await understanding.understand(
        { kind: 'text', text },
        { ...situation(language, null), languageOpen: true },
      )
    ).language;

  test.each([
    ['Am nevoie de o grădiniță pentru copil', 'ro'],
    ['am nevoie de mancare', 'ro'],
    ['шукаю садочок для дитини', 'uk'],
    ['أحتاج إلى طعام لأطفالي', 'ar'],
    ['I need somewhere safe to sleep', 'en'],
    ['where can we get food', 'en'],
  ])('“%s” is %s', async (text, language) => {
    expect(await spoken(text, language === 'en' ? 'ro' : 'en')).toBe(language);
  });

  test.each(['Cluj', '1', '😀', '...', 'ok'])('“%s” does not tell', async (text) => {
    const language = await spoken(text);
    expect([undefined, 'en']).toContain(language);
  });
});

test.each(languages.map(({ name, code }) => [name, code]))(
  '%s chooses its language wherever it is typed',
  async (name, code) => {
    for (const { code: from } of languages)
      expect(await means(name, from)).toEqual({ kind: 'language', language: code });
  },
);

describe('danger is heard', () => {
  test('before anything else: a number, a button or a command in the same message does not hide it', async () => {
    expect((await means('menu. he hits me')).kind).toBe('danger');
    expect((await means('2 he has a knife')).kind).toBe('danger');
  });

  test('of the right sort when a longer phrase begins like a shorter one', async () => {
    const sorts = await Promise.all(
      ['ضربني', 'ضربني المشرف'].map(async (text) => (await means(text, 'ar')) as { class?: string }),
    );
    expect(sorts.map((input) => input.class)).toEqual(['violence_home', 'staff_misconduct']);
  });

  test('but a service that is named like one can be picked', async () => {
    const asked: Asked = { ...MENU, options: [{ id: 's1', words: 'Rape crisis line' }] };
    expect(await means('rape crisis line', 'en', asked)).toEqual({ kind: 'option', id: 's1' });
    const tapped = { kind: 'choice', id: 's1', label: 'Rape crisis line' } as const;
    expect((await understanding.understand(tapped, situation('en', asked))).input).toEqual({
      kind: 'option',
      id: 's1',
    });
    expect((await means('I was raped, rape crisis line', 'en', asked)).kind).toBe('danger');
  });

  test('even in a message far longer than any we read whole', async () => {
    expect((await means(`he has a knife ${'word '.repeat(5000)}`)).kind).toBe('danger');
  });
});

test('a position becomes a place', async () => {
  const content = { kind: 'location', latitude: 46.77, longitude: 23.59 } as const;
  const { input } = await understanding.understand(content, situation('en'));
  expect(input).toEqual({
    kind: 'content',
    place: { name: 'here', latitude: 46.77, longitude: 23.59, shared: true },
  });
});
