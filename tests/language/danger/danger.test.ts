import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DANGER_CLASSES } from '../../../src/engine/input.js';
import { expand } from '../../../src/language/danger/expand.js';
import { createDangerSense, type DangerSense } from '../../../src/language/danger/sense.js';
import { ownContent } from '../../helpers/content.js';

const { languages } = ownContent();
let sense: DangerSense;
let certain: DangerSense;
beforeAll(() => {
  sense = createDangerSense(languages);
  certain = createDangerSense(languages, { lists: true, typos: true, statistics: false });
});
const seen = (text: string, language = 'en') => sense.see(text, language)?.class;

describe.each(languages)('in $code', ({ code, danger }) => {
  test.each(DANGER_CLASSES)(
    '%s is heard in each of its phrases, in any case and amid other words',
    (name) => {
      const said = danger.phrases[name].flatMap((phrase) => expand(phrase, danger.groups, 1));
      const missed = said.filter(
        (text) => sense.see(`ɮɮɮ, ${text.toUpperCase()}!!! ɮɮɮ`, code) === undefined,
      );
      // A phrase that could be made of anything may happen to be one of its harmless neighbours.
      expect(missed.length > Math.max(2, said.length * 0.06) ? missed : []).toEqual([]);
    },
  );

  test('it is heard whatever the language of the conversation is', () => {
    const missed = languages.flatMap(({ code: session }) =>
      danger.phrases.self_harm
        .slice(0, 20)
        .flatMap((phrase) => expand(phrase, danger.groups, 1))
        .filter((text) => sense.see(text, session) === undefined),
    );
    expect(missed).toEqual([]);
  });

  test('it is heard at the end of a text as long as a message may be', () => {
    const [phrase = ''] = danger.phrases.danger_now.flatMap((text) => expand(text, danger.groups, 1));
    const text = `${'ɮɮɮ ɮɮ. '.repeat(600).slice(0, 4000 - phrase.length)} ${phrase}`;
    expect(sense.see(text, code)?.class).toBeDefined();
  });

  test('the words for help are a cry for help when they are all that is said', () => {
    const missed = danger.help_now.filter((text) => sense.see(`${text}!`, code)?.class !== 'danger_now');
    expect(missed).toEqual([]);
  });
});

describe('danger is read as people type', () => {
  test.each([
    ['repeated letters', 'i want to dieeeee', 'self_harm'],
    ['a slip of the finger', 'he is goign to kill me', 'danger_now'],
    ['digits for letters', 'h3 b3at m3 again', 'violence_home'],
    ['signs for letters', 'I think of su!cide', 'self_harm'],
    ['stars in a word', 'su*cide', 'self_harm'],
    ['spelled out', 'k i l l myself', 'self_harm'],
    ['spelled out with dots', 's.u.i.c.i.d.e', 'self_harm'],
    ['no spaces', 'iwanttokillmyself', 'self_harm'],
    ['letters that only look Latin', 'suісіdе', 'self_harm'],
    ['invisible letters', 'su\u200bici\u200bde', 'self_harm'],
    ['a soft hyphen', 'sui\u00adcide', 'self_harm'],
    ['fullwidth letters', 'ｓｕｉｃｉｄｅ', 'self_harm'],
    ['Latin letters for Cyrillic', 'ya ne khochu zhyty', 'self_harm'],
    ['other Latin letters for Cyrillic', 'ya ne xochu zhyty', 'self_harm'],
    ['Latin letters for Cyrillic, a knife', 'u nioho nizh', 'danger_now'],
    ['Latin letters and digits for Arabic', 'baddi mout', 'self_harm'],
    ['Romanian without its accents', 'vreau sa ma omor', 'self_harm'],
    ['Ukrainian with a Latin i', 'врятуйте дiтей він з ножем', 'danger_now'],
    ['Arabic with the and before it', 'وضربني زوجي', 'violence_home'],
  ])('%s', (_how, text, kind) => {
    expect(seen(text)).toBe(kind);
  });

  test('indirect words are heard too', () => {
    expect(seen("I can't go home tonight, he is drunk again")).toBe('violence_home');
    expect(seen('everyone would be better off without me')).toBe('self_harm');
    expect(seen('he says it is our secret and touches me')).toBe('sexual_abuse');
    expect(seen('she keeps my passport until I have paid everything back')).toBe('trafficking_exploitation');
  });
});

describe('what only sounds like danger is not', () => {
  test.each([
    'this homework is killing me',
    'I nearly died laughing',
    'my phone died, can you send it again',
    'he beat me at chess',
    'nobody hurts me',
    'no, he never hit us',
    'we watched a film about a kidnapping',
    'I am writing an essay about human trafficking',
    'what documents do I need for the shelter?',
    'opening hours of the police station',
    'Rape Crisis Centre Oradea',
    'a course against violence for teachers',
    'as a child I was beaten, today I am fine and volunteer',
    'my son does not listen',
    'the teacher will kill me if I am late lol',
    'hello',
    '12',
    '😀',
    '',
  ])('“%s”', (text) => {
    expect(seen(text)).toBeUndefined();
  });

  test('but a harmless neighbour does not hide what else is said', () => {
    expect(seen('nobody hurts me, but I want to kill myself')).toBe('self_harm');
    expect(seen('we watched a film. he has a knife and wants to kill us')).toBeDefined();
  });
});

describe('nothing makes it slow or makes it throw', () => {
  const pieces = [
    ...languages.flatMap(({ danger }) => [
      ...danger.harmless.flatMap(({ says }) => says).slice(0, 30),
      ...DANGER_CLASSES.flatMap((name) => danger.phrases[name].slice(0, 8)),
    ]),
    'a ',
    '1-',
    '!',
    '\u200d',
    '\ud800',
    'aaaa',
    'і',
    'ا',
    '. ',
    '\n',
  ];

  test('whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 600 }),
          fc.array(fc.constantFrom(...pieces), { maxLength: 120 }).map((some) => some.join(' ')),
        ),
        (text) => {
          sense.see(text, 'uk');
        },
      ),
      { numRuns: 150, seed: 4 },
    );
  });

  test.each([
    ['one letter', 'a'.repeat(4096)],
    ['letters that stand alone', 'a '.repeat(2048)],
    ['the beginning of many phrases', 'he is going to '.repeat(270)],
    ['a word of danger without spaces', 'killmyself'.repeat(410)],
    ['hidden letters', 'k\u200b'.repeat(2048)],
    ['Arabic', 'و'.repeat(4096)],
  ])('%s, as long as a message may be', (_what, text) => {
    // Far above what it takes on a busy machine, far below what a growth by the square of the length would.
    sense.see(text, 'en');
    const used = process.cpuUsage();
    for (let round = 0; round < 3; round += 1) sense.see(text, 'en');
    const { user } = process.cpuUsage(used);
    expect(user / 3e3).toBeLessThan(1500);
  });
});

test('why it was seen is told in plain words, with the entry of the list', () => {
  const { because } = sense.explain('he has a knife', 'en') ?? { because: '' };
  expect(because).toContain('danger_now in en');
  const back = certain.look('nobody hurts me', 'en');
  expect(back.seen).toBeUndefined();
});

test('what a list knows for certain needs nothing that was learnt', () => {
  expect(certain.see('I want to kill myself', 'ro')).toEqual({ class: 'self_harm', language: 'en' });
});
