/** Questionnaires from XLSForm: what comes in, how it is talked through, what is refused, and the way back. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { PROGRAM_TEXTS } from '../../src/compose/texts.js';
import { type ContentFolder, contentFolder } from '../../src/content/files.js';
import { type Content, readContent } from '../../src/content/load.js';
import { describe as inWords } from '../../src/content/problem.js';
import { textsOf } from '../../src/content/prove/flatten.js';
import { prove } from '../../src/content/prove/prove.js';
import { exportForm } from '../../src/forms/export.js';
import { type ImportedForm, importForm } from '../../src/forms/import.js';
import { readForm, writeForm } from '../../src/forms/workbook.js';
import { type Bot, createBot, type Turned, tap, text } from '../helpers/bot.js';
import { ROOT } from '../helpers/content.js';
import { explore } from '../walker/explore.js';
import { CHOICES, SURVEY, workbook } from './sample.js';

const LANGUAGES = ['en', 'ro', 'uk', 'ar'];
const own = contentFolder(ROOT);

async function imported(data: Buffer): Promise<ImportedForm> {
  const result = importForm(await readForm(data), LANGUAGES, 'form');
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.form;
}

/** The project's content with the form in it, led to from the menu in the place of “About this chat”. */
function withForm({ id, dialog, texts }: ImportedForm): { content: Content; problems: string[] } {
  const files = new Map<string, string>([[`dialogs/${id}.yaml`, stringify(dialog)]]);
  for (const [code, tree] of texts) files.set(`locales/${code}/${id}.json`, JSON.stringify(tree));
  const menu = own.read('dialogs/menu.yaml') ?? '';
  files.set('dialogs/menu.yaml', menu.replace('next: dialog:about', `next: dialog:${id}`));
  const folder: ContentFolder = {
    read: (file) => files.get(file) ?? own.read(file),
    names: (name) => [
      ...new Set([
        ...own.names(name),
        ...[...files.keys()]
          .filter((file) => file.startsWith(`${name}/`))
          .map((file) => file.split('/').at(-1) ?? ''),
      ]),
    ],
  };
  const { content, problems } = readContent(folder);
  return { content, problems: [...problems, ...prove(content, PROGRAM_TEXTS)].map(inWords) };
}

let form: ImportedForm;
let content: Content;
let bot: Bot;
beforeAll(async () => {
  form = await imported(await workbook());
  ({ content } = withForm(form));
  bot = await createBot(content);
});

test('the dialog that comes out has no problem but the one whose place it took', () => {
  expect(form.id).toBe('arrival-form');
  const { problems } = withForm(form);
  expect(problems.filter((problem) => !/about|keeping-safe/.test(problem))).toEqual([]);
});

test('texts are taken in each language, and said to be missing where they are', () => {
  expect(form.texts.get('uk')).toMatchObject({
    'nick-name': { text: 'Як до вас звертатися?', again: 'Any name you like.' },
    school: { yes: 'Так', no: 'Ні' },
  });
  expect(form.texts.get('ro')).toMatchObject({ school: { text: 'Do they go to school?' } });
  expect(form.notes.join()).toMatch(/no texts in ro/);
});

describe('talked through', () => {
  const at = ({ session }: Turned): string => session.frames.at(-1)?.visits.at(-1)?.step ?? '';
  async function say(...words: string[]): Promise<Turned> {
    let turned = await bot.turn(bot.start('en'), { kind: 'opened' });
    turned = await bot.turn(turned.stored, tap('about'));
    for (const one of words)
      turned = await bot.turn(turned.stored, one.startsWith('!') ? tap(one.slice(1)) : text(one));
    return turned;
  }
  const answers = ({ session }: Turned) =>
    Object.fromEntries(
      (session.frames[0]?.visits ?? [])
        .filter(({ dialog, answer }) => dialog === 'arrival-form' && answer !== undefined)
        .map(({ step, answer }) => [step, answer]),
    );

  test('words, numbers, dates and choices are taken as they are typed', async () => {
    const turned = await say(
      'Marichka the Second',
      '2',
      '24.11.2023',
      'no',
      'Something to eat',
      '!done',
      '2,5',
    );
    expect(answers(turned)).toEqual({
      'nick-name': { kind: 'words', words: 'Marichka the Second' },
      children: { kind: 'number', value: 2 },
      arrived: { kind: 'date', date: '2023-11-24' },
      school: { kind: 'option', id: 'no' },
      needed: { kind: 'many', ids: ['o_1_food'] },
      weight: { kind: 'number', value: 2.5 },
    });
    expect(at(turned)).toBe('choose');
  });

  test('a question that is not relevant is not asked', async () => {
    expect(at(await say('Olena', '12', '2024-01-31'))).toBe('choose');
    expect(at(await say('Olena', '!zero'))).toBe('needed');
  });

  test('what breaks a constraint is asked again with its message', async () => {
    const turned = await say('Olena', '15');
    expect(turned.replies.at(-1)?.text).toBe('Between 0 and 14, please.');
    expect(at(turned)).toBe('children');
    expect(at(await bot.turn(turned.stored, text('14')))).toBe('arrived');
  });

  test('what is no number or no day is not understood, and a whole number has no fraction', async () => {
    expect(at(await say('Olena', 'many'))).toBe('children');
    expect(at(await say('Olena', '1.5'))).toBe('children');
    expect(at(await say('Olena', '1', '31.02.2024'))).toBe('arrived');
  });

  test('only what is required cannot be passed over', async () => {
    const options = ({ session }: Turned) => session.asked?.options.map(({ id }) => id);
    expect(options(await say())).toEqual([]);
    const children = await say('Olena');
    expect(options(children)).toEqual(['zero', 'skip']);
    expect(at(await bot.turn(children.stored, text('skip')))).toBe('choose');
  });

  test('commands and danger go before words', async () => {
    expect((await say('menu')).session.frames[0]?.visits.at(-1)?.dialog).toBe('menu');
    const turned = await say('help now');
    expect(turned.replies[0]?.tone).toBe('danger');
    expect(at(turned)).toBe('nick-name');
  });
});

test.each(LANGUAGES)(
  'every way through it is sound in %s',
  async (language) => {
    const only = new Set([...Object.values(content.dialogs.commands), 'menu', 'arrival-form']);
    const menu = content.dialogs.dialogs.get('menu');
    const choose = menu?.steps.get('choose');
    if (menu === undefined || choose === undefined) throw new Error('There is no menu.');
    const spec = choose.spec as { choose: { next: string }[] };
    const kept = spec.choose.filter(({ next }) => only.has(next.slice('dialog:'.length)));
    const steps = new Map(menu.steps).set('choose', { ...choose, spec: { ...spec, choose: kept } });
    const dialogs = new Map([...content.dialogs.dialogs].filter(([id]) => only.has(id)));
    const person = content.dialogs.dialogs.get('person');
    const numbers = person?.steps.get('numbers');
    if (person === undefined || numbers === undefined) throw new Error('There are no numbers.');
    // Where no dialog takes requests to be called, a person is offered by numbers alone.
    const alone = { ...numbers, spec: { ...(numbers.spec as object), next: 'return' } };
    dialogs.set('person', { ...person, takes: {}, steps: new Map(person.steps).set('numbers', alone) });
    const erase = content.dialogs.dialogs.get('erase');
    const sure = erase?.steps.get('sure');
    if (erase === undefined || sure === undefined) throw new Error('Nothing can be erased.');
    const ways = (sure.spec as { choose: { option: string }[] }).choose;
    const here = ways.filter(({ option }) => option !== 'elsewhere');
    const own = { ...sure, spec: { ...(sure.spec as object), choose: here } };
    dialogs.set('erase', { ...erase, steps: new Map(erase.steps).set('sure', own) });
    const small = { ...content.dialogs, dialogs: dialogs.set('menu', { ...menu, takes: {}, steps }) };
    const walked = await explore(await createBot({ ...content, dialogs: small }), language);
    expect(walked.problems).toEqual([]);
    const asked = SURVEY.filter(({ type }) => type !== 'note').length;
    expect([...walked.steps.keys()].filter((step) => step.startsWith('arrival-form/'))).toHaveLength(asked);
  },
  120_000,
);

describe('what is not supported is refused with sheet and row:', () => {
  const survey = (row: Record<string, string>) => workbook([...SURVEY, row]);
  const label = { 'label::English (en)': 'A question?' };
  const last = SURVEY.length + 2;
  const cases: [string, () => Promise<Buffer>, { sheet: string; row: number; message: RegExp }][] = [
    [
      'a type',
      () => survey({ type: 'geopoint', name: 'where', ...label }),
      { sheet: 'survey', row: last, message: /type geopoint/ },
    ],
    [
      'a group',
      () => survey({ type: 'begin_group', name: 'g' }),
      { sheet: 'survey', row: last, message: /Take its rows out/ },
    ],
    [
      'a trace of the device',
      () => survey({ type: 'deviceid', name: 'd' }),
      { sheet: 'survey', row: last, message: /Delete this row/ },
    ],
    [
      'a calculation',
      () => survey({ type: 'calculate', name: 'c', calculation: '1 + 1' }),
      { sheet: 'survey', row: last, message: /column calculation/ },
    ],
    [
      'an expression',
      () => survey({ type: 'text', name: 't', ...label, relevant: `count(\${children}) > 1` }),
      { sheet: 'survey', row: last, message: /relevant: .*not understood/ },
    ],
    [
      'a question that comes later',
      () => survey({ type: 'text', name: 't', ...label, relevant: `\${later} = 'a'` }),
      { sheet: 'survey', row: last, message: /\$\{later\} is no question above/ },
    ],
    [
      'a list that is not there',
      () => survey({ type: 'select_one colours', name: 's', ...label }),
      { sheet: 'survey', row: last, message: /no list colours/ },
    ],
    [
      '“or other”',
      () => survey({ type: 'select_one yes_no or_other', name: 's', ...label }),
      { sheet: 'survey', row: last, message: /or_other/ },
    ],
    [
      'a name that is there twice',
      () => survey({ type: 'text', name: 'children', ...label }),
      { sheet: 'survey', row: last, message: /there twice/ },
    ],
    [
      'a question without a label',
      () => survey({ type: 'text', name: 't' }),
      { sheet: 'survey', row: last, message: /no label/ },
    ],
    [
      'labels that a button cannot tell apart',
      () =>
        workbook(SURVEY, [
          ...CHOICES,
          { list_name: 'things', name: 'x', 'label::English (en)': 'Something much longer than fits' },
          { list_name: 'things', name: 'y', 'label::English (en)': 'Something much longer than this' },
        ]),
      { sheet: 'choices', row: 4, message: /begin alike/ },
    ],
    [
      'a picture with a choice',
      () =>
        workbook(SURVEY, [
          ...CHOICES,
          { list_name: 'things', name: 'x', 'label::English (en)': 'X', 'media::image': 'x.png' },
        ]),
      { sheet: 'choices', row: 6, message: /media::image/ },
    ],
  ];
  test.each(cases)('%s', async (_, make, { sheet, row, message }) => {
    const result = importForm(await readForm(await make()), LANGUAGES, 'form');
    const problems = result.ok ? [] : result.problems;
    expect(problems).toContainEqual({ sheet, row, message: expect.stringMatching(message) });
  });

  test('a workbook without questions', async () => {
    const data = await writeForm([{ sheet: 'other', columns: ['a'], rows: [{ a: 'b' }] }]);
    expect(importForm(await readForm(data), LANGUAGES, 'form')).toMatchObject({
      ok: false,
      problems: [{ sheet: 'survey', row: 1 }],
    });
  });
});

describe('the way back', () => {
  const languagesOf = (from: Content) =>
    from.languages.map((language) => ({
      code: language.code,
      name: new Intl.DisplayNames('en', { type: 'language' }).of(language.code) ?? language.code,
      say: (key: string) => textsOf(language).get(key)?.forms.get(''),
    }));

  test('what was brought in goes out and comes in again the same', async () => {
    const dialog = content.dialogs.dialogs.get('arrival-form');
    if (dialog === undefined) throw new Error('The form did not come in.');
    const { tables, leftOut } = exportForm(dialog, languagesOf(content));
    expect(leftOut).toEqual([]);
    const again = await imported(await writeForm(tables));
    expect(again.dialog).toEqual(form.dialog);
    expect(Object.fromEntries(again.texts)).toEqual(Object.fromEntries(form.texts));
  });

  test('the check goes out with its closer questions under their conditions, and names what is left out', () => {
    const dialog = content.dialogs.dialogs.get('self-check');
    if (dialog === undefined) throw new Error('There is no check.');
    const { tables, leftOut } = exportForm(dialog, languagesOf(content));
    const rows = tables[0]?.rows ?? [];
    const row = (name: string) => rows.find((one) => one.name === name);
    expect(row('treated')).toMatchObject({
      type: expect.stringMatching(/^select_one answers_/),
      relevant: `\${child_away} = 'yes'`,
    });
    expect(row('food_today')?.relevant).toBe(`\${bills} = 'yes' or \${bills} = 'sometimes'`);
    expect(row('fear')).toMatchObject({ 'label::Ukrainian (uk)': 'Чи хтось удома лякає вас або дітей?' });
    expect(leftOut.join()).toMatch(/step result/);
  });
});
