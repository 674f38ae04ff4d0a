/** The public board: promises with their answers, and numbers that say something of nobody. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ownContent } from '../helpers/content.js';
import { type BoardHouse, NOW, openBoard } from './board-house.js';
import { sayAll } from './feedback-seed.js';

let house: BoardHouse;
beforeAll(async () => {
  house = await openBoard();
  await house.promise();
  await house.promise({ id: 'secret', youSaid: { en: 'Not agreed to yet' }, published: null });
});
afterAll(() => house.close());

async function read(query = '', accepts = 'en') {
  house.clock.now += 60_000;
  const answer = await fetch(`${house.url}/board${query}`, { headers: { 'Accept-Language': accepts } });
  return { answer, html: await answer.text() };
}

test('each promise has what was said, the answer, who looks after it and a date; what is late shows as late', async () => {
  const { html } = await read();
  for (const text of [
    'Rooms and places',
    'The big room is cold.',
    'We are doing it now',
    'We are buying a heater.',
    'The house manager (invented)',
    'Done by',
    '>Late<',
  ])
    expect(html).toContain(text);
  expect(html).not.toContain('Not agreed to yet');
});

test.each(ownContent().languages.map(({ code, direction }) => ({ code, direction })))(
  'is there in $code, by its address and by what the browser speaks, without cookie or script',
  async ({ code, direction }) => {
    for (const [query, accepts] of [
      [`?lang=${code}`, 'xx'],
      ['', code],
    ] as const) {
      const { answer, html } = await read(query, accepts);
      expect(html).toContain(`<html lang="${code}" dir="${direction}">`);
      expect(answer.headers.get('Set-Cookie')).toBeNull();
      expect(html).not.toMatch(/<script|style="|\son\w+="|board:/);
    }
  },
);

test('what was counted has a chart and a table with the same numbers, rounded, and nothing of a few', async () => {
  const { html } = await read();
  const [, chart = '', table = ''] =
    /(<svg[\s\S]*?<\/svg>)[\s\S]*?(<table[\s\S]*?<\/table>)/.exec(html) ?? [];
  expect(chart).toContain('Do the grown-ups listen to you?');
  const numbers = [...chart.matchAll(/>(\d+)</g)].map(([, number]) => number);
  expect(numbers).toHaveLength(2);
  const [, whole = ''] = /All together<\/th>(.*?)<\/tr>/.exec(table) ?? [];
  expect([...whole.matchAll(/<td>(\d+)<\/td>/g)].map(([, number]) => number)).toEqual(numbers);
  for (const [, number] of table.matchAll(/<td>(\d+)<\/td>/g)) expect(Number(number) % 5).toBe(0);
  expect(/18-25 years<\/th><td[^>]*>(.*?)<\/td>/.exec(table)?.[1]).toBe('Too few to show');
});

test('words of a young person stand there while they may, and go when they are taken back', async () => {
  await sayAll(house.store, NOW);
  let entry = '';
  for await (const { id } of house.store.records('feedback-entry')) entry = id;
  await house.promise({ id: 'quoted', quotes: [{ entry, words: 'It is so cold in there' }] });
  expect((await read()).html).toContain('It is so cold in there');
  await house.store.write({ records: [{ kind: 'feedback-entry', id: entry, value: null }] });
  expect((await read()).html).not.toContain('It is so cold in there');
});

test('says by itself that nothing new was said for longer than a quarter', async () => {
  expect((await read()).html).not.toContain('something new by now');
  house.clock.now = NOW + 200 * 86_400_000;
  expect((await read()).html).toContain('something new by now');
  house.clock.now = NOW;
});
