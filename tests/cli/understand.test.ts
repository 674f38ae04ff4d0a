/** `kinline understand` as a process of its own. Needs `npm run build` before, as `npm test` does. */
import { expect, test } from '@jest/globals';
import { CONTENT, run } from './run.js';

const SETTINGS = { KINLINE_CONTENT: CONTENT };

async function understood(lines: readonly string[], args: readonly string[] = []) {
  const ran = await run('kinline', ['understand', ...args], SETTINGS, `${lines.join('\n')}\n`);
  expect(ran).toMatchObject({ code: 0, errors: '' });
  return ran.output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('every line becomes one object with the same fields, an empty one too', async () => {
  const lines = ['caut gradinita in Cluj', '', 'go back pls', 'I have nobody for the baby', 'he has a knife'];
  const [search, empty, command, need, danger] = await understood(lines, [
    ...['--language', 'ro', '--region', 'RO'],
    ...['--now', '2026-11-24T10:30', '--zone', 'Europe/Bucharest'],
  ]);
  expect(Object.keys(search)).toEqual([
    ...['text', 'language', 'danger', 'command', 'need', 'when', 'phones', 'place'],
  ]);
  expect(search).toMatchObject({
    text: 'caut gradinita in Cluj',
    language: { code: 'ro', sure: true },
    danger: null,
    command: null,
    need: { code: 'day_care' },
    place: { name: 'Cluj-Napoca', lat: expect.closeTo(46.77, 1), lon: expect.closeTo(23.6, 1) },
  });
  expect(empty).toEqual({
    text: '',
    language: { code: 'ro', sure: true },
    danger: null,
    command: 'unclear',
    need: null,
    when: null,
    phones: [],
    place: null,
  });
  expect(command).toMatchObject({ command: 'back', need: null, place: null });
  expect(need).toMatchObject({ command: null, need: { code: 'day_care', others: expect.any(Array) } });
  expect(danger.danger).toEqual({ class: 'danger_now', because: expect.stringMatching(/./) });
});

test('the language is found from the line, and is not sure where the line does not tell', async () => {
  const lines = ['am nevoie de mâncare', 'садок у Львові', 'أحتاج إلى طعام', 'we need food', 'Cluj', '123'];
  expect((await understood(lines)).map(({ language }) => [language.code, language.sure])).toEqual([
    ['ro', true],
    ['uk', true],
    ['ar', true],
    ['en', true],
    ['en', false],
    ['en', false],
  ]);
});

test('a country without a file is read as the rest of the world', async () => {
  const [need] = await understood(['we need food'], ['--region', 'NZ']);
  expect(need.need.code).toBe('food');
});

test.each([
  [['--language', 'xx'], /--language xx .* en, /],
  [['--region', 'Romania'], /--region Romania .* RO/],
  [['--zone', 'Mars'], /--zone Mars .* Europe\/Bucharest/],
  [['--now', 'soon'], /--now soon .* 2026-11-24T10:30/],
  [['--langage', 'ro'], /--language/],
])('%j is refused with what to write', async (args, says) => {
  const { code, output, errors } = await run('kinline', ['understand', ...args], SETTINGS);
  expect({ refused: code !== 0, output }).toEqual({ refused: true, output: '' });
  expect(errors).toMatch(says);
});

test('times and telephone numbers are told as the region and the clock have them', async () => {
  const lines = ['mâine după 5, la 01632 960123', 'la 5', 'sunați-mă', '01632 960'];
  const [both, unclear, neither, wrong] = await understood(lines, [
    ...['--language', 'ro', '--region', 'GB'],
    ...['--now', '2026-11-24T10:30', '--zone', 'Europe/Bucharest'],
  ]);
  expect(both).toMatchObject({
    when: { windows: [{ start: '2026-11-25T17:00', end: '2026-11-25T21:00' }] },
    phones: [{ e164: '+441632960123' }],
    need: null,
  });
  expect(unclear).toMatchObject({ when: { ask: 'hour' }, phones: [], command: null });
  expect(neither).toMatchObject({ when: null, phones: [] });
  expect(wrong).toMatchObject({ phones: [{ invalid: expect.stringMatching(/too_short|not_in_use/) }] });
});
