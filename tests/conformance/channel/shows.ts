/** What every channel owes to a person who is answered: all of it, in order, readable, and every choice within reach. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Choice, Link, Reply } from '../../../src/turn/reply.js';
import { HELP, leadsTo } from './answers.js';
import type { ChannelSubject, From, Shown } from './subject.js';

const SOMEBODY: From = { person: 'somebody', message: 7 };

const reply = (fields: Partial<Reply>): Reply => ({
  text: 'What would help?',
  language: 'en',
  direction: 'ltr',
  tone: 'plain',
  links: [],
  choices: [],
  ...fields,
});

const choicesOf = (labels: readonly string[]): Choice[] => [
  ...labels.map((label, index): Choice => ({ id: `id ${index}`, label, number: index + 1, tone: 'plain' })),
  HELP,
];

const numbered = (count: number, label: (number: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => label(index + 1));

/** Half of a character that is written as two units. */
const HALVED = /\p{Surrogate}/u;

/** What is laid out differently on each channel: spaces, line ends, and marks of direction at their beginning. */
const squeezed = (text: string): string => text.replace(/[\s\p{Cc}\u200f]+/gu, '');

export function shows<In, Out>(subject: ChannelSubject<In, Out>): void {
  const { codec, says, shown, listed } = subject;
  const { limits } = codec;
  const render = (fields: Partial<Reply>): Shown<In>[] => codec.render(reply(fields)).map(shown);
  const words = (parts: readonly Shown<In>[]): string => squeezed(parts.map(({ text }) => text).join('\n'));

  function expectWithinLimits(parts: readonly Shown<In>[]): void {
    expect(parts.length).toBeGreaterThan(0);
    for (const { text, buttons, plain } of parts) {
      expect(text.length).toBeLessThanOrEqual(limits.text);
      expect(buttons.length).toBeLessThanOrEqual(limits.buttons);
      for (const { title } of buttons) {
        expect(title.length).toBeLessThanOrEqual(limits.label);
        expect(title).not.toMatch(HALVED);
      }
      expect(plain).toBe(true);
    }
    // Buttons before the last words would be gone, or scrolled away, when they are read.
    expect(parts.slice(0, -1).flatMap(({ buttons }) => buttons)).toEqual([]);
  }

  async function meant(wire: In, choices: readonly Choice[]): Promise<string | undefined> {
    const decoded = codec.decode(wire);
    return decoded.ok ? leadsTo(decoded.incoming.content, choices) : undefined;
  }

  /** Answers in every way that is shown, and demands that each choice is reached and nothing else. */
  async function expectAnswerable(parts: readonly Shown<In>[], choices: readonly Choice[]): Promise<void> {
    const reached = new Set<string | undefined>();
    for (const { sends } of parts.flatMap(({ buttons }) => buttons)) {
      const ids = await Promise.all(sends(SOMEBODY).map((wire) => meant(wire, choices)));
      expect(new Set(ids).size).toBe(1);
      reached.add(ids[0]);
    }
    for (const choice of choices) {
      if (!words(parts).includes(squeezed(listed(choice)))) continue;
      expect(await meant(says.text(String(choice.number), SOMEBODY), choices)).toBe(choice.id);
      reached.add(choice.id);
    }
    expect([...reached].sort()).toEqual(choices.map(({ id }) => id).sort());
  }

  function expectReadable(parts: readonly Shown<In>[], choices: readonly Choice[]): void {
    const titles = parts.flatMap(({ buttons }) => buttons.map(({ title }) => title));
    for (const { label } of choices)
      expect(titles.includes(label) || words(parts).includes(squeezed(label))).toBe(true);
  }

  describe('choices', () => {
    // A number of three digits may be that of the police, so nobody is asked to type one.
    const many = Math.min(limits.buttons + 5, 99);
    const cases: [name: string, labels: string[], direction: 'ltr' | 'rtl'][] = [
      ['none but help now', [], 'ltr'],
      ['a few', ['Food', 'Shelter', 'Find help nearby'], 'ltr'],
      ['more than there may be buttons', numbered(many, (number) => `Town ${number}`), 'ltr'],
      [
        'longer than a button, and alike at the beginning',
        numbered(4, (number) => `${'Somebody to look after my children '.repeat(9)}in town ${number}`),
        'ltr',
      ],
      ['in Arabic', ['طعام', 'مكان للنوم', 'من يعتني بأطفالي بعد المدرسة في المدينة'], 'rtl'],
      ['in letters of two units', ['🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠 house', '🍞 bread'], 'ltr'],
    ];
    test.each(cases)(
      'can all be read and answered, and help now is among them: %s',
      async (_name, labels, direction) => {
        const choices = choicesOf(labels);
        const parts = render({ choices, direction });
        expectWithinLimits(parts);
        expectReadable(parts, choices);
        await expectAnswerable(parts, choices);
      },
    );

    test('bring their id when tapped, where the channel has ids', () => {
      if (subject.buttonsBringIds !== true) return;
      const choices = choicesOf(['Food', 'Shelter']);
      const buttons = render({ choices }).flatMap((part) => part.buttons);
      const contents = buttons.map(({ sends }) => {
        const decoded = codec.decode(sends(SOMEBODY)[0] as In);
        return decoded.ok ? decoded.incoming.content : undefined;
      });
      expect(contents).toEqual(choices.map(({ id, label }) => ({ kind: 'choice', id, label })));
    });

    test('can all be answered, whatever is on them', async () => {
      const word = fc.constantFrom(
        'town',
        'школа',
        'مدرسة',
        'grădiniță',
        '24',
        'n',
        'é',
        '👨‍👩‍👧',
        '(new)',
        'A/B',
      );
      const label = fc.array(word, { minLength: 1, maxLength: 40 }).map((some) => some.join(' '));
      await fc.assert(
        fc.asyncProperty(fc.array(label, { maxLength: 14 }), async (labels) => {
          const choices = choicesOf(labels.map((one, index) => `${one} school ${'abcdefghijklmn'[index]}`));
          const parts = render({ choices });
          expectWithinLimits(parts);
          expectReadable(parts, choices);
          await expectAnswerable(parts, choices);
        }),
        { numRuns: 40, endOnFailure: true },
      );
    });
  });

  describe('words', () => {
    const isolated = 'Телефон: \u2066+44 1632 960123\u2069\nالهاتف: \u2068Centrul Iași\u2069\n\nA B';
    test.each(['ltr', 'rtl'] as const)('keep their lines, order and bidi isolates (%s)', (direction) => {
      const [part, ...more] = render({ text: isolated, direction });
      expect(more).toEqual([]);
      expect(part?.text.replaceAll('\u200f', '')).toBe(isolated);
    });

    test('that look like markup stay what they are', () => {
      const text = '# 1\n**a** _b_ ~~c~~ `d` <b>e</b> &amp; [f](https://example.org/)\n> g\n- h | i\n\\*';
      const parts = render({ text, choices: [HELP] });
      expectWithinLimits(parts);
      expect(parts[0]?.text).toContain(text);
    });

    const length = Math.min(limits.text, 9000) * 2.5;
    const long: [name: string, text: string][] = [
      ['sentences', numbered(Math.ceil(length / 20), (number) => `Sentence ${number}.`).join(' ')],
      ['short lines', numbered(Math.ceil(length / 8), (number) => `Line ${number}`).join('\n')],
      ['a word without an end', 'x'.repeat(length)],
      ['characters of two units', `x${'🙂'.repeat(length / 2)}`],
    ];
    test.each(
      long.flatMap(([name, text]) => (['ltr', 'rtl'] as const).map((way) => [name, way, text] as const)),
    )(
      'more than one message holds are split and lose nothing, and the choices come last: %s, %s',
      async (_name, direction, text) => {
        const choices = choicesOf(['Food', 'Shelter']);
        const parts = render({ text, direction, choices });
        if (Number.isFinite(limits.text)) expect(parts.length).toBeGreaterThan(1);
        expectWithinLimits(parts);
        expect(words(parts)).toContain(squeezed(text));
        for (const part of parts) expect(part.text).not.toMatch(HALVED);
        await expectAnswerable(parts, choices);
      },
    );

    test('are all there, in order, whatever they are', () => {
      const anything = fc
        .array(
          fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\n', '. ', '\u2066', '\u2069', '🙂')),
          {
            size: 'large',
            minLength: 1,
            maxLength: 2000,
          },
        )
        .map((pieces) => `A${pieces.join('')}`);
      fc.assert(
        fc.property(anything, fc.constantFrom('ltr', 'rtl'), (text, direction) => {
          const parts = render({ text, direction });
          expectWithinLimits(parts);
          expect(words(parts)).toBe(squeezed(text));
          expect(parts.some((part) => HALVED.test(part.text))).toBe(false);
        }),
        { numRuns: 60, endOnFailure: true },
      );
    });
  });

  describe('danger', () => {
    const call: Link = { kind: 'call', label: 'Call 112', uri: 'tel:112' };
    const text = 'You may be in danger.\n\nEmergency: \u2066112\u2069';

    test('stands out, with its number to read and help now in reach', async () => {
      const parts = render({ tone: 'danger', text, links: [call], choices: [HELP] });
      expectWithinLimits(parts);
      expect(parts.every(({ urgent }) => urgent)).toBe(true);
      expect(words(parts)).toContain(squeezed(text));
      await expectAnswerable(parts, [HELP]);
    });

    test('is not said of anything else', () => {
      expect(render({}).some(({ urgent }) => urgent)).toBe(false);
    });
  });

  describe('what can be opened', () => {
    const links: [what: string, link: Link, readable: string][] = [
      ['a number', { kind: 'call', label: 'Call', uri: 'tel:+441632960123' }, '+441632960123'],
      ['a short number', { kind: 'call', label: 'Call', uri: 'tel:112' }, '112'],
      [
        'a page',
        { kind: 'web', label: 'Page', uri: 'https://example.org/a?b=1' },
        'https://example.org/a?b=1',
      ],
      ['a place', { kind: 'map', label: 'Map', uri: 'geo:47.01,28.86?q=47.01,28.86' }, '47.01,28.86'],
    ];
    test.each(links)('can be tapped or read: %s', (_what, link, readable) => {
      const parts = render({ text: 'Here.', links: [link] });
      const tapped = parts.some(({ opens }) => opens.includes(link.uri));
      expect(tapped || words(parts).includes(readable)).toBe(true);
    });
  });
}
