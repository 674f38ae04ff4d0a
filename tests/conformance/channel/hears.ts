/** What every channel owes to a person who says something: their words, unchanged, or a plain word of what is wrong. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Decoded } from '../../../src/channels/channel.js';
import { MESSAGE_CHARACTERS } from '../../../src/engine/limits.js';
import type { Incoming, IncomingContent } from '../../../src/turn/incoming.js';
import type { ChannelSubject, From } from './subject.js';

const SOMEBODY: From = { person: 'somebody', message: 1 };
/** Stands in everything that must not be repeated. */
const SECRET = 'zqxsecret';
const LONGEST_PROBLEM = 160;

const WORDS: [name: string, words: string][] = [
  ['plain words', 'I need food for my children'],
  ['Ukrainian', 'Мені потрібна їжа для дітей, м’яко кажучи'],
  ['Romanian', 'Am nevoie de grădiniță în Iași'],
  ['Arabic with vowel signs', 'أَحْتَاجُ إِلَى طَعَامٍ لِأَطْفَالِي'],
  ['Hebrew and Latin mixed', 'אני צריכה Wi-Fi בבית'],
  ['letters made of parts, as they were typed', 'gra\u0306dinit\u0326a\u0306 and й as и\u0306'],
  ['families, flags and skin tones', '👨‍👩‍👧‍👦 🇺🇦 👍🏽 ❤️'],
  ['characters beyond the first plane', '𠮷野家 and 𝒻𝓸𝓸𝒹'],
  ['bidi isolates', '\u2067שלום\u2069 and \u2066+44 1632 960123\u2069'],
  ['what looks like markup', '**help** <b>me</b> [x](https://example.org/) `&amp;` {{name}} %s'],
  ['a number', '3'],
  ['the words on a button', 'Find help nearby'],
  ['a cry that begins with a number and trails off', '2 men, a knife…'],
];

export function hears<In, Out>({ codec, says }: ChannelSubject<In, Out>): void {
  const incoming = (wire: In): Incoming => {
    const decoded = codec.decode(wire);
    if (!decoded.ok) throw new Error(decoded.problem);
    return decoded.incoming;
  };
  const content = (wire: In): IncomingContent => incoming(wire).content;

  describe('what a person says arrives', () => {
    test.each(WORDS)('unchanged: %s', (_name, words) => {
      expect(content(says.text(words, SOMEBODY))).toEqual({ kind: 'text', text: words });
    });

    test('unchanged, whatever it is', () => {
      fc.assert(
        fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (typed) => {
          // How a line is ended and begun is not what was said; a slash speaks to the terminal itself.
          const words = typed.replace(/\p{Cc}/gu, '').trim();
          fc.pre(words !== '' && !words.startsWith('/'));
          expect(content(says.text(words, SOMEBODY))).toEqual({ kind: 'text', text: words });
        }),
      );
    });

    test.each([MESSAGE_CHARACTERS, MESSAGE_CHARACTERS + 1, 100_000])(
      'when it is %d characters long: at least its first 4,096, none of them halved',
      (length) => {
        const words = `${'я'.repeat(MESSAGE_CHARACTERS - 1)}🙂${'x'.repeat(length)}`.slice(0, length);
        const said = content(says.text(words, SOMEBODY));
        const text = said.kind === 'text' ? said.text : '';
        expect(words.startsWith(text)).toBe(true);
        expect(text.length).toBeGreaterThanOrEqual(Math.min(length, MESSAGE_CHARACTERS) - 1);
        if (text.length < words.length) expect(text).not.toMatch(/[\ud800-\udbff]$/);
      },
    );

    test('as a tapped button with its id and its words', () => {
      if (says.tapped === undefined) return;
      const choice = { id: '!menu', label: 'Меню', number: 2, tone: 'plain' as const };
      expect(content(says.tapped(choice, SOMEBODY))).toEqual({ kind: 'choice', id: '!menu', label: 'Меню' });
    });

    test('as a position', () => {
      expect(content(says.location(-46.77, 123.5, SOMEBODY))).toEqual({
        kind: 'location',
        latitude: -46.77,
        longitude: 123.5,
      });
    });

    test('but no position that is not on this planet', () => {
      const decoded = codec.decode(says.location(91, 0, SOMEBODY));
      expect(decoded.ok && decoded.incoming.content.kind === 'location').toBe(false);
    });

    test('as having come', () => {
      if (says.opened !== undefined) expect(content(says.opened(SOMEBODY))).toEqual({ kind: 'opened' });
    });

    test('as something that cannot be read, where it is a picture', () => {
      if (says.picture !== undefined) expect(content(says.picture(SOMEBODY))).toEqual({ kind: 'unreadable' });
    });
  });

  describe('who said it is known', () => {
    test('by the channel, the person and the language', () => {
      const { channel, user, locale } = incoming(says.text('food', SOMEBODY));
      expect({ channel, locale }).toEqual({ channel: codec.name, locale: 'en' });
      expect(user).toBe(incoming(says.text('shelter', { ...SOMEBODY, message: 2 })).user);
      expect(user).not.toBe(incoming(says.text('food', { ...SOMEBODY, person: 'somebody else' })).user);
      expect(user).not.toBe('');
    });

    test('and a message that comes again is known again', () => {
      const idOf = (words: string, message: number) =>
        incoming(says.text(words, { ...SOMEBODY, message })).activity;
      expect(idOf('food', 1)).toEqual(expect.any(String));
      expect(idOf('food', 1)).toBe(idOf('food', 1));
      expect(idOf('food', 1)).not.toBe(idOf('food', 2));
    });
  });

  describe('what is no message', () => {
    test('says nothing, so nothing is made of it', () => {
      const decoded = codec.decode(says.empty(SOMEBODY));
      if (decoded.ok) expect(decoded.incoming.content).toEqual({ kind: 'unreadable' });
      else expectPlain(decoded);
    });

    test('is refused in plain words that repeat nothing of it', () => {
      for (const wire of says.malformed(SECRET)) {
        const decoded = codec.decode(wire);
        expect(decoded.ok).toBe(false);
        expectPlain(decoded);
      }
    });

    const { json, sample } = says;
    if (json === undefined || sample === undefined) return;

    test('is never an exception, whatever JSON comes', () => {
      fc.assert(fc.property(anyJson(), (value) => expectPlain(codec.decode(json(value)))));
    });

    test('is never an exception, whatever one field of it is', () => {
      const spoiled = fc
        .tuple(fc.constantFrom(...Object.keys(sample), 'value', 'channelData', 'entities'), anyJson())
        .map(([field, value]) => ({ ...sample, [field]: value }));
      fc.assert(fc.property(spoiled, (value) => expectPlain(codec.decode(json(value)))));
    });

    test('is never an exception, however deep it is', () => {
      const deep = JSON.parse(`${'{"entities":['.repeat(50_000)}1${']}'.repeat(50_000)}`) as object;
      expectPlain(codec.decode(json({ ...sample, ...deep })));
    });
  });
}

/** Any JSON, of which every string and name has the secret in it. */
function anyJson(): fc.Arbitrary<unknown> {
  const word = fc.string({ unit: 'binary', maxLength: 12 }).map((text) => `${text}${SECRET}`);
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, 0, -1, 1e308, ''),
      word,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(
        fc.oneof(word, fc.constantFrom('id', 'type', 'text', 'choice', '__proto__')),
        tie('tree'),
        {
          maxKeys: 4,
        },
      ),
    ),
  }));
  return tree;
}

/** A problem is a sentence for whoever sent the message; a message is one of the kinds a turn knows. */
function expectPlain(decoded: Decoded): void {
  if (decoded.ok) {
    expect(['opened', 'text', 'choice', 'location', 'unreadable']).toContain(decoded.incoming.content.kind);
    return;
  }
  const { problem } = decoded;
  expect(problem).not.toContain(SECRET);
  expect(problem).toMatch(/^\p{L}[^\n]*[.\d]$/u);
  expect(problem).not.toMatch(/undefined|\[object|NaN|Error\b|Invalid input/);
  expect(problem.length).toBeLessThanOrEqual(LONGEST_PROBLEM);
}
