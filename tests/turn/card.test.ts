/** What a danger card says and offers. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { NARROWEST } from '../../src/channels/narrowest.js';
import { regionSchema } from '../../src/content/regions/region.js';
import { cardOptions } from '../../src/engine/card.js';
import { DANGER_CLASSES } from '../../src/engine/input.js';
import { step } from '../../src/engine/step.js';
import { fold } from '../../src/language/fold.js';
import { createSpeaking } from '../../src/language/speech.js';
import { countryNamed } from '../../src/turn/countries.js';
import { dangerCard } from '../../src/turn/danger-card.js';
import { createRegionNumbers } from '../../src/turn/numbers.js';
import { type Bot, createBot, TUESDAY, type Turned, tap, text } from '../helpers/bot.js';
import { ownContent } from '../helpers/content.js';

const content = ownContent();
/** More would bury the one that helps. */
const MOST_CALLS = 6;
const languages = content.languages.map(({ code }) => code);
const speaking = createSpeaking(content.languages);

let bot: Bot;
beforeAll(async () => {
  bot = await createBot(content);
});

const numbersAt = (now: number) => createRegionNumbers(content.regions, 'EU', false, () => now);
const dialled = ({ replies }: Pick<Turned, 'replies'>) =>
  replies.flatMap(({ tone, links }) => (tone === 'danger' ? links.map(({ uri }) => uri) : []));
const buttons = ({ replies }: Turned) => replies.at(-1)?.choices.map(({ id }) => id) ?? [];

/** A conversation that waits for a town, with a card above it. */
async function withCard(language = 'en'): Promise<Turned> {
  const opened = await bot.turn(bot.start(language), { kind: 'opened' });
  const asked = await bot.turn(opened.stored, tap('find_help'));
  const need = await bot.turn(asked.stored, tap('food'));
  return bot.turn(need.stored, tap('!help_now'));
}

describe('the words', () => {
  const cases = languages.flatMap((language) =>
    DANGER_CLASSES.flatMap((danger) => [true, false].map((child) => [language, danger, child] as const)),
  );

  test.each(cases)(
    'in %s for %s (child: %s) are short, whole and ask for nothing',
    (language, danger, child) => {
      const [card, safe] = dangerCard(danger, 'RO', speaking.in(language), numbersAt(TUESDAY), child);
      const words = card?.text.split('\n\n')[0] ?? '';
      expect(words.length).toBeLessThanOrEqual(300);
      expect(words.split('\n')).toHaveLength(2);
      expect(words).not.toMatch(/[?؟]/);
      expect(safe?.text.match(/[?؟]/g)).toHaveLength(1);
      for (const sentence of `${words} ${safe?.text}`.split(/[.!?؟:\n]/))
        expect(sentence.trim().split(/\s+/).length).toBeLessThanOrEqual(20);
    },
  );

  test.each(languages)('in %s are other ones for a child, in every class', (language) => {
    for (const danger of DANGER_CLASSES) {
      const [adult] = dangerCard(danger, 'RO', speaking.in(language), numbersAt(TUESDAY), false);
      const [child] = dangerCard(danger, 'RO', speaking.in(language), numbersAt(TUESDAY), true);
      expect(child?.text.split('\n').slice(0, 2)).not.toEqual(adult?.text.split('\n').slice(0, 2));
    }
  });

  test.each(languages)(
    'of the buttons in %s fit on every channel, and none is a cry for help',
    async (language) => {
      const { replies } = await withCard(language);
      const { choices } = replies.at(-1) ?? { choices: [] };
      for (const { id, label } of choices.filter(
        (choice) => choice.id.startsWith('!') && choice.number > 0,
      )) {
        expect(label.length).toBeLessThanOrEqual(20);
        const typed = await bot.turn((await withCard(language)).stored, text(label));
        const tapped = await bot.turn((await withCard(language)).stored, tap(id));
        expect(typed.events).toEqual(tapped.events);
      }
    },
  );
});

describe('the numbers', () => {
  test('a child sees the line for children first, and the emergency number first when a life is in danger', () => {
    const first = (danger: (typeof DANGER_CLASSES)[number]) =>
      dialled({ replies: dangerCard(danger, 'MD', speaking.in('en'), numbersAt(TUESDAY), true) })[0];
    for (const danger of DANGER_CLASSES)
      expect(first(danger)).toBe(danger === 'danger_now' ? 'tel:112' : 'tel:116111');
  });

  // In Bucharest 116 111 answers from Monday to Friday, 10:00 to 20:00.
  test.each([
    ['2026-11-24T10:30:00+02:00', /116 111\S* \(.*Mon–Fri/, ['tel:116111', 'tel:119', 'tel:112']],
    [
      '2026-11-24T09:59:00+02:00',
      /116 111\S* \(.*closed now, opens at \S*10:00/,
      ['tel:119', 'tel:112', 'tel:116111'],
    ],
    ['2026-11-24T20:00:00+02:00', /opens on Wednesday at \S*10:00/, ['tel:119', 'tel:112', 'tel:116111']],
    ['2026-11-27T23:00:00+02:00', /opens on Monday at \S*10:00/, ['tel:119', 'tel:112', 'tel:116111']],
    ['2026-07-07T09:59:00+03:00', /closed now, opens at \S*10:00/, ['tel:119', 'tel:112', 'tel:116111']],
  ])('at %s those that answer come first, and a closed one says when it opens', (time, says, order) => {
    const replies = dangerCard('staff_misconduct', 'RO', speaking.in('en'), numbersAt(Date.parse(time)));
    expect(dialled({ replies })).toEqual(order);
    expect(replies[0]?.text).toMatch(says);
  });

  test('hours that reach over midnight, or from Friday to Monday, are understood', () => {
    const region = regionSchema.parse(
      parse(`
country: ZZ
timezone: Europe/Bucharest
phone: null
holidays: null
digital_consent: { age: 16, source: invented for tests, checked_on: null }
numbers:
  - { kind: emergency, number: "112", name: x, answers: state, hours: always, languages: [], price: null, abroad: null, status: press, verified_on: null, source: invented for tests, confirmed: null }
  - { kind: child_helpline, number: "116 111", name: x, answers: ngo, hours: [{ from: FR, to: MO, opens: "22:00", closes: "06:00" }], languages: [], price: null, abroad: null, status: press, verified_on: null, source: invented for tests, confirmed: null }
gaps: []`),
    );
    const open = (time: string) => {
      const now = Date.parse(time);
      const numbers = createRegionNumbers(new Map([['ZZ', region]]), 'ZZ', false, () => now);
      return numbers.digits('ZZ', ['child_helpline', 'emergency'])[0] === '116 111';
    };
    expect(open('2026-11-27T23:00:00+02:00')).toBe(true);
    expect(open('2026-11-24T05:00:00+02:00')).toBe(true);
    expect(open('2026-11-24T07:00:00+02:00')).toBe(false);
    expect(open('2026-11-25T23:00:00+02:00')).toBe(false);
  });

  test('of every region, class and language make a card that fits on every channel', () => {
    const longest = { text: 0, calls: 0 };
    for (const region of content.regions.keys())
      for (const language of languages)
        for (const danger of DANGER_CLASSES)
          for (const child of [true, false]) {
            const [card] = dangerCard(danger, region, speaking.in(language), numbersAt(TUESDAY), child);
            longest.text = Math.max(longest.text, card?.text.length ?? 0);
            longest.calls = Math.max(longest.calls, card?.links.length ?? 0);
            expect(card?.links.length).toBeGreaterThan(0);
            expect(new Set(card?.links.map(({ uri }) => uri)).size).toBe(card?.links.length);
          }
    expect(longest.text).toBeLessThan(NARROWEST.text);
    expect(longest.calls).toBeLessThanOrEqual(MOST_CALLS);
  });

  test('what it costs and who answers is said where somebody said so', () => {
    const [card] = dangerCard('trafficking_exploitation', 'MD', speaking.in('en'), numbersAt(TUESDAY));
    expect(card?.text).toMatch(/0 800 77777\S* \(a charity answers · free\)/);
    expect(card?.text).toMatch(/Emergency: \S*112\S* \(free · day and night\)/);
  });
});

describe('the country', () => {
  test('is offered by its own name, without the one that is shown', async () => {
    const offered = await bot.turn((await withCard('uk')).stored, tap('!other_country'));
    const labels = offered.replies.at(-1)?.choices.map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(['Польща', 'Україна', 'Молдова']));
    expect(labels).not.toContain('Румунія');
  });

  test('chosen once holds for every later card, in any dialog', async () => {
    const offered = await bot.turn((await withCard()).stored, tap('!other_country'));
    const chosen = await bot.turn(offered.stored, text('Poland'));
    expect(chosen.session.region).toBe('PL');
    expect(chosen.replies[0]?.text).toContain('Numbers for Poland');
    const menu = await bot.turn(chosen.stored, tap('!menu'));
    const again = await bot.turn(menu.stored, tap('!help_now'));
    expect(again.replies[0]?.text).toContain('Numbers for Poland');
  });

  test('without a file gets the European numbers, and is told so', async () => {
    const offered = await bot.turn((await withCard()).stored, tap('!other_country'));
    const chosen = await bot.turn(offered.stored, text('France'));
    expect(chosen.replies[0]?.text).toMatch(/no numbers for France yet.*most of Europe/);
    expect(dialled(chosen)).toContain('tel:112');
  });

  test('is never changed by a place that is typed into a search', async () => {
    const card = await withCard();
    for (const place of ['Ukraine', 'Chernivtsi', 'Poland']) {
      const searched = await bot.turn(card.stored, text(place));
      expect(searched.session.region).toBe('RO');
      const again = await bot.turn(searched.stored, tap('!help_now'));
      expect(again.replies[0]?.text).toContain('Numbers for Romania');
    }
  });

  test('is asked once more when it was not understood, and can be left', async () => {
    const offered = await bot.turn((await withCard()).stored, tap('!other_country'));
    const unclear = await bot.turn(offered.stored, text('qwrt zxcv'));
    expect(unclear.replies).toHaveLength(1);
    expect(buttons(unclear)).toEqual(buttons(offered));
    const back = await bot.turn(unclear.stored, tap('!back'));
    expect(back.session.asked).toEqual(offered.session.asked);
    expect(back.session.frames).toEqual(offered.session.frames);
  });

  test('while it is asked, a cry for help is still heard', async () => {
    const offered = await bot.turn((await withCard()).stored, tap('!other_country'));
    expect((await bot.turn(offered.stored, text('help now'))).replies[0]?.tone).toBe('danger');
  });

  test.each([
    ['Poland', 'PL'],
    ['I am in germany', 'DE'],
    ['UK', 'GB'],
    ['polnad', undefined],
    ['moldva', 'MD'],
    ['Germania', 'DE'],
    ['sunt în Ucraina', 'UA'],
    ['ми в Німеччині', 'DE'],
    ['Велика Британія', 'GB'],
    ['أوكرانيا', 'UA'],
    ['نحن في تركيا', 'TR'],
    ['Suedia', 'SE'],
    ['Україна чи Польща', undefined],
    ['a long story about my aunt who once lived in Poland', undefined],
    ['Cluj', undefined],
  ])('“%s” is %s', (said, country) => {
    expect(countryNamed(said, languages, [...content.regions.keys()])).toBe(country);
  });

  test.each(languages)('every region is known by its name in %s', (language) => {
    for (const country of content.regions.keys()) {
      if (country === 'EU') continue;
      const name = speaking.in(language).formats.countryName(country);
      expect([fold(name), countryNamed(name, languages, [...content.regions.keys()])]).toEqual([
        fold(name),
        country,
      ]);
    }
  });
});

describe('a person under 18', () => {
  test('who says so gets the child’s card at once and from then on', async () => {
    const told = await bot.turn((await withCard()).stored, tap('!under_18'));
    expect(told.session.child).toBe(true);
    expect(told.replies[0]?.text).toMatch(/^It is good that you wrote. You did nothing wrong/);
    expect(buttons(told)).not.toContain('!under_18');
    const menu = await bot.turn(told.stored, tap('!menu'));
    const again = await bot.turn(menu.stored, tap('!help_now'));
    expect(again.replies[0]?.text).toMatch(/You did nothing wrong/);
  });

  test('is counted once, not again for the child’s words or another country', async () => {
    const card = await withCard();
    const told = await bot.turn(card.stored, tap('!under_18'));
    const offered = await bot.turn(told.stored, tap('!other_country'));
    const moved = await bot.turn(offered.stored, text('Poland'));
    const counted = [card, told, offered, moved].map(
      ({ events }) => events.filter(({ type }) => type === 'danger_seen').length,
    );
    expect(counted).toEqual([1, 0, 0, 0]);
    expect(moved.replies[0]?.text).toMatch(/You did nothing wrong/);
  });
});

test('a callback is offered on a card, and afterwards the question stands where it was', async () => {
  const { stored, session } = await withCard();
  const ids = cardOptions(session, content.dialogs).map(({ id }) => id);
  expect(ids).toContain('!callback');
  expect(ids).not.toContain('!person');
  const called = await bot.turn(stored, tap('!callback'));
  expect(called.session.frames.at(-1)?.visits.at(-1)).toMatchObject({ dialog: 'callback', step: 'age' });
  const back = await bot.turn(called.stored, tap('!back'));
  expect(back.session.asked).toEqual(session.asked);
});

test('asking for a person, or for help, in the middle of a callback loses nothing of it', async () => {
  const card = await withCard();
  const called = await bot.turn(card.stored, tap('!callback'));
  const named = await bot.turn(called.stored, tap('yes'));
  for (const command of ['!person', '!language', '!help']) {
    const aside = await bot.turn(named.stored, tap(command));
    const home = aside.session.asked?.options.some(({ id }) => id === 'call_me')
      ? await bot.turn(aside.stored, tap('call_me'))
      : command === '!help'
        ? aside
        : await bot.turn(aside.stored, tap('!back'));
    expect(home.session.asked).toEqual(named.session.asked);
    expect(home.session.frames).toEqual(named.session.frames);
  }
  const again = await bot.turn((await bot.turn(named.stored, tap('!help_now'))).stored, tap('!callback'));
  expect(again.session.frames).toEqual(named.session.frames);
});

test('whoever opens a dialog for young people gets the child’s card from then on', async () => {
  const about = content.dialogs.dialogs.get('about');
  if (about === undefined) throw new Error('There is no dialog to change.');
  const young = { ...about, for: 'young-person' as const };
  const dialogs = new Map([...content.dialogs.dialogs, ['about', young]]);
  const opened = await bot.turn(bot.start('en'), { kind: 'opened' });
  const input = { kind: 'option', id: 'about' } as const;
  const { session } = await step({ ...content.dialogs, dialogs }, opened.session, input, TUESDAY, bot.ports);
  const card = await bot.turn(JSON.stringify(session), tap('!help_now'));
  expect(card.replies[0]?.text).toMatch(/You did nothing wrong/);
});

describe('“that is not what I meant”', () => {
  test.each(languages)(
    'is answered in one line in %s, and the question stands where it was',
    async (language) => {
      const card = await withCard(language);
      const told = await bot.turn(card.stored, tap('!not_meant'));
      expect(told.replies).toHaveLength(2);
      expect(told.replies[0]?.text).not.toContain('\n');
      expect(told.session.asked).toEqual(card.session.asked);
      expect(told.session.frames).toEqual(card.session.frames);
      expect(told.session.card).toBeUndefined();
      expect(buttons(told)).toEqual(
        buttons(card).filter((id) => !/^!(not_meant|other_country|under_18|person|callback|exit)$/.test(id)),
      );
    },
  );

  test('works from a card further up, too', async () => {
    const later = await bot.turn((await withCard()).stored, text('Cluj'));
    const told = await bot.turn(later.stored, tap('!not_meant'));
    expect(told.session.asked).toEqual(later.session.asked);
    expect(told.replies).toHaveLength(2);
  });
});

test('the ways on are gone with the next thing that is said', async () => {
  const later = await bot.turn((await withCard()).stored, text('Cluj'));
  expect(later.session.card).toBeUndefined();
  expect(buttons(later)).not.toContain('!not_meant');
});
