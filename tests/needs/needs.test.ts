/** Needs from everyday sentences of each language that stand in none of its lists. */
import { describe, expect, test } from '@jest/globals';
import { fold } from '../../src/language/fold.js';
import { createLexicon } from '../../src/language/lexicon.js';
import { createNeedsAcross } from '../../src/language/needs/across.js';
import { ownContent } from '../helpers/content.js';

const { languages, needs } = ownContent();
const across = createNeedsAcross(languages.map(createLexicon), needs);
const find = (text: string, language: string) =>
  across.find(fold(text).split(' '), language).map(({ code }) => code);

describe('a need is understood from words nobody wrote down', () => {
  test.each([
    ['en', 'who could mind my toddler, I clean offices before sunrise', 'day_care'],
    ['en', 'we have run out of food and payday is next week', 'food'],
    ['en', 'our landlord puts us out in two weeks', 'housing'],
    ['en', 'my girl is three and still does not speak', 'disability_support'],
    ['en', 'the bank wants its loan back and I cannot', 'debt_advice'],
    ['en', 'granny has the kids since we work in Germany', 'kinship_care'],
    ['ro', 'n-am cu cine lăsa fetița când merg la lucru', 'day_care'],
    ['ro', 'caut un loc de muncă ca bucătăreasă', 'economic_strengthening'],
    ['ro', 'ne dă afară din chirie proprietara', 'housing'],
    ['ro', 'sunt gravida in luna a saptea', 'pregnancy_support'],
    ['uk', 'нема з ким лишити доньку зранку, я на зміні', 'day_care'],
    ['uk', 'загубила паспорт і свідоцтво доньки', 'civil_registration'],
    ['uk', 'шукаємо квартиру в оренду недорого', 'housing'],
    ['uk', 'у сина аутизм, потрібен логопед', 'disability_support'],
    ['ar', 'ما عندي مين يقعد مع بنتي وأنا بالشغل', 'day_care'],
    ['ar', 'بدنا ملابس شتوية للأولاد', 'clothing_and_items'],
    ['ar', 'ضاع جواز سفري والهوية', 'civil_registration'],
    ['ar', 'زوجي مدمن مخدرات', 'addiction_support'],
  ])('%s: “%s” means %s', (language, text, code) => {
    expect(find(text, language).slice(0, 2)).toContain(code);
  });
});

test.each([
  ['ro', 'I have nobody to look after the baby', 'day_care'],
  ['en', 'am nevoie de haine pentru copii', 'clothing_and_items'],
  ['ar', 'шукаю садочок', 'day_care'],
  ['uk', 'shukaju sadochok', 'day_care'],
])('in a conversation in %s, “%s” is understood as well', (language, text, code) => {
  expect(find(text, language)[0]).toBe(code);
});

describe('no need is made of', () => {
  test.each([
    ['en', 'hello'],
    ['en', 'good morning, how are you today'],
    ['en', 'thank you so much'],
    ['en', '+44 1632 960123'],
    ['en', '0722 123'],
    ['en', 'Timisoara'],
    ['en', 'asdf qwer zxcv'],
    ['en', ''],
    ['ro', 'bună ziua'],
    ['ro', 'mulțumesc frumos'],
    ['ro', 'Târgu Mureș'],
    ['ro', 'ce mai faceți'],
    ['uk', 'добрий день'],
    ['uk', 'дякую за відповідь'],
    ['uk', 'Тернопіль'],
    ['ar', 'السلام عليكم'],
    ['ar', 'شكرا كتير'],
    ['ar', 'بوخارست'],
  ])('%s: “%s”', (language, text) => {
    expect(find(text, language)).toEqual([]);
  });
});

test('wherever a narrow need wins, its broader one is among the next two', () => {
  const narrow = needs.filter(({ broader }) => broader !== undefined);
  expect(narrow.length).toBe(15);
  for (const { code: language, needs: words } of languages)
    for (const { code, broader } of narrow) {
      const [first, ...others] = find(words[code]?.name ?? '', language);
      expect({ language, first }).toEqual({ language, first: code });
      expect({ code, others: others.slice(0, 2) }).toEqual({
        code,
        others: expect.arrayContaining([broader]),
      });
    }
});

test('a message of thousands of words is read as quickly as anybody waits', () => {
  find('food', 'en');
  const began = performance.now();
  find('I have nobody for the baby when I work '.repeat(500), 'en');
  expect(performance.now() - began).toBeLessThan(1000);
});
