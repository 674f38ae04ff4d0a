import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type ServedDirectory, serveDirectory } from '../../src/compose/directory.js';
import { ownContent } from '../helpers/content.js';

/** The demo directory has services in a few towns only; these are the towns around them. */
let directory: ServedDirectory;
beforeAll(async () => {
  const { needs, languages } = ownContent();
  directory = await serveDirectory({
    folder: 'tests/output/no-directory',
    root: '.',
    needs,
    demo: true,
    timezone: 'Europe/Bucharest',
    region: 'RO',
    languages,
    now: new Date(),
    log: () => {},
  });
  directory.stop();
});
const found = (text: string, language = 'ro') => directory.findPlaces(text, [language]);

describe('a town without any service is understood', () => {
  test.each([
    ['Turda', 'Turda'],
    ['locuiesc in Turda', 'Turda'],
    ['sunt din Turda judetul Cluj', 'Turda'],
    ['am nevoie de ajutor in Roman', 'Roman'],
    ['Locuim lângă Câmpulung Moldovenesc', 'Câmpulung Moldovenesc'],
    ['Cimpulung Moldovenesc', 'Câmpulung Moldovenesc'],
    ['Hâncești', 'Hîncești'],
    ['tg mures', 'Târgu Mureș'],
    ['Timsoara', 'Timișoara'],
    ['creșă în Mediaș', 'Mediaș'],
    ['Надвірна', 'Nadvirna'],
    ['у Надвірній', 'Nadvirna'],
    ['в Болграді', 'Bolhrad'],
    ['садочок в Тячеві', 'Tyachiv'],
    ['з Маріуполя', 'Mariupol'],
    ['إيفانو فرانكيفسك', 'Ivano-Frankivsk'],
    ['تولتشا', 'Tulcea'],
  ])('%s', (text, name) => expect(found(text).map((place) => place.name)).toEqual([name]));
});

test.each([
  ['Kyiv', ['Kiev', 'Київ', 'كييف', 'в Киеве', 'из Киева', 'у Києві', 'Kyjiv']],
  ['Cernăuți', ['Cernauti', 'Chernivtsi', 'Чернівці', 'в Черновцах', 'Czernowitz', 'تشيرنيفتسي']],
  ['Harkiv', ['Харьков', 'в Харькове', 'з Харкова', 'Kharkov', 'خاركيف', 'من خاركيف']],
  ['Iași', ['Jassy', 'Яссы', 'у Яссах', 'iasi', 'ياش']],
  ['Chișinău', ['Kishinev', 'Кишинёв', 'у Кишиневі', 'كيشيناو']],
  ['București', ['Bucharest', 'Бухарест', 'в Бухаресті', 'بوخارست', 'Bukarest']],
])('%s has many names, and is one place', (_name, names) => {
  const places = names.map((name) => found(name));
  for (const [at, several] of places.entries()) expect([names[at], several.length]).toEqual([names[at], 1]);
  const [first] = places[0] ?? [];
  for (const [place] of places) {
    expect(place?.latitude).toBeCloseTo(first?.latitude ?? 0, 0);
    expect(place?.longitude).toBeCloseTo(first?.longitude ?? 0, 0);
  }
});

test('it is told in the language of the person where that is known', () => {
  expect(found('Kyiv', 'uk')[0]?.name).toBe('Київ');
  expect(found('Kyiv', 'ar')[0]?.name).toBe('كييف');
  expect(found('Suceava', 'uk')[0]?.name).toBe('Сучава');
  expect(found('у Коломиї', 'uk')[0]?.name).toBe('Коломия');
});

test('towns of one name are all given, the largest first, each with what tells it apart', () => {
  const several = found('Slobozia');
  expect(several.length).toBeGreaterThan(2);
  expect(new Set(several.map((place) => place.detail)).size).toBe(several.length);
});

describe('an everyday sentence names no town', () => {
  test.each([
    'my back is killing me from carrying the pram',
    'he waits for us in front of the school',
    'I have to go to work in the morning and there is nobody at home',
    'we are new in town and know nobody',
    'my mother lives near us but she is ill',
    'where can I learn English in the evening',
    'homework club',
    'youth club',
    'I feel alone since the baby came',
    'he is from Romania and I am from Germany',
    'mi-a trimis mesaj si ma tot suna',
    'copilul sta cu fata la perete',
    'nu mai am bani de mâncare până la salariu',
    'bunica nu mai poate avea grijă de copii',
    'merg la gradina cu cel mic',
    'abia am ajuns in Romania si nu cunoastem nimic',
    'unde pot invata limba romana',
    'am nevoie de un loc la cresa',
    'soțul bea în fiecare seară',
    'stau la o prietena cu doi copii',
    'немає з ким лишити дитину',
    'хочу піти на роботу але мала хворіє',
    'у мене троє дітей і нема грошей',
    'дитина ще не говорить у три роки',
    'де взяти коляску і памперси',
    'шукаю юриста щодо аліментів',
    'після переїзду діти не сплять',
    'на останньому рівні',
    'كيف احكي مع ابني المراهق',
    'البنت غير مسجلة',
    'أحتاج حليب للطفل',
    'زوجي لا يعمل منذ سنة',
    'ما عندي أحد يهتم بالأولاد',
    'أريد أن أتعلم اللغة',
  ])('%s', (text) => expect(found(text)).toEqual([]));
});

const CORPORA = 'tests/corpora';
const NAMED =
  /kharkiv|harkov|odesa|одесі|nikolaev|pascani|chisinau|botosani|cluj|brașov|iași|galati|timisoara|soroca|suceava|vaslui|constanta|mahmudia|sulina|comrat|falesti|чернівцях|запоріжжя/i;
test.each(existsSync(CORPORA) ? readdirSync(CORPORA).filter((name) => name.endsWith('.tuning.tsv')) : [])(
  'in the messages of %s hardly a word is taken for a town',
  (file) => {
    const texts = readFileSync(`${CORPORA}/${file}`, 'utf8')
      .split('\n')
      .flatMap((line) => line.split('\t')[1] ?? []);
    const wrong = texts.filter((text) => found(text).length > 0 && !NAMED.test(text));
    expect(wrong.length / texts.length).toBeLessThan(0.01);
  },
);
