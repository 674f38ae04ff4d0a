/** Regions in production, with the service as a process of its own, stopped and started again. Needs a build. */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { CONTENT, run } from '../cli/run.js';
import { ROOT } from '../helpers/content.js';

const DAY = 86_400_000;
let folder: string;
let content: string;
let settings: Record<string, string>;

beforeAll(() => {
  if (!existsSync(join(ROOT, 'dist/main.js'))) throw new Error('Build first: npm run build');
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinline-production-'));
  content = join(folder, 'content');
  for (const part of ['dialogs', 'locales'])
    cpSync(join(CONTENT, part), join(content, part), { recursive: true });
  settings = {
    KINLINE_MODE: 'production',
    KINLINE_SECRET: 'long enough to be a secret, and only for tests',
    KINLINE_REGION: 'RO',
    KINLINE_SAFEGUARDING_LEAD: 'Invented Lead',
    KINLINE_SAFEGUARDING_SECOND: 'Invented Second',
    MicrosoftAppId: '00000000-0000-0000-0000-000000000000',
    MicrosoftAppPassword: 'an invented password',
    KINLINE_DATA: join(folder, 'data'),
    KINLINE_CONTENT: content,
    KINLINE_PORT: '0',
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(content, 'locales/regions/RO.yaml');
const kinline = (...args: string[]) => run('kinline', args, { KINLINE_CONTENT: content });

async function confirm(number: string, daysAgo = 0): Promise<void> {
  const done = await kinline('regions', 'confirm', 'RO', number, '--by', 'Invented', '--evidence', 'called');
  expect(done.code).toBe(0);
  const today = new Date().toISOString().slice(0, 10);
  const then = new Date(Date.now() - daysAgo * DAY).toISOString().slice(0, 10);
  const lines = readFileSync(file(), 'utf8').split(`"${today}"`).join(then).split(` ${today},`);
  writeFileSync(file(), lines.join(` ${then},`));
}

async function sign(): Promise<void> {
  for (const language of readdirSync(join(content, 'locales')).filter((name) => /^[a-z]{2}$/.test(name)))
    expect((await kinline('content', 'sign', '--language', language, '--by', 'Invented')).code).toBe(0);
}

let prepared: string | undefined;

/** Both numbers confirmed and all texts signed: done once, and copied for who asks again. */
async function confirmAndSign(): Promise<void> {
  if (prepared !== undefined) {
    cpSync(prepared, content, { recursive: true, force: true });
    return;
  }
  await confirm('112');
  await confirm('116 111');
  await sign();
  prepared = mkdtempSync(join(tmpdir(), 'kinline-prepared-'));
  cpSync(content, prepared, { recursive: true });
}
afterAll(() => {
  if (prepared !== undefined) rmSync(prepared, { recursive: true, force: true });
});

interface Served {
  card: { text: string; links: string[] };
  metrics: string;
  errors: string;
}

/** Starts the service, says that help is needed now, and stops it. */
async function serve(): Promise<Served> {
  const environment = { PATH: process.env.PATH ?? '', ...settings };
  const child = spawn(process.execPath, [join(ROOT, 'dist/main.js')], { env: environment });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const address = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const found = /Chat page\s+(http:\S+)\//.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.on('close', () => reject(new Error(`It did not start: ${errors}`)));
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  try {
    const card = await askForHelp(address);
    const metrics = await (await fetch(`${address}/metrics`)).text();
    return { card, metrics, errors };
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function askForHelp(address: string): Promise<Served['card']> {
  const base = `${address}/v3/directline`;
  const json = async (path: string, headers: Record<string, string>, body?: unknown) => {
    const method = body === undefined ? 'GET' : 'POST';
    const response = await fetch(base + path, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Record<string, unknown>;
  };
  const { token } = await json('/tokens/generate', {}, {});
  const { conversationId, token: mine } = await json(
    '/conversations',
    { Authorization: `Bearer ${token}` },
    {},
  );
  const authorized = { Authorization: `Bearer ${mine}` };
  const path = `/conversations/${conversationId}/activities`;
  await json(path, authorized, { type: 'message', text: 'help now', from: { id: 'me' }, locale: 'en' });
  const { activities } = (await json(path, authorized)) as {
    activities: {
      text?: string;
      importance?: string;
      channelData?: { kinline?: { links?: { uri: string }[] } };
    }[];
  };
  const cards = activities.filter(({ importance }) => importance === 'high');
  return {
    text: cards.map(({ text }) => text).join('\n'),
    links: cards.flatMap(({ channelData }) => (channelData?.kinline?.links ?? []).map(({ uri }) => uri)),
  };
}

test('the first launch waits for a confirmed emergency and child line and for signatures', async () => {
  const none = await run('main', [], settings);
  expect(none.code).toBe(1);
  expect(none.errors).toContain('RO.yaml has no confirmed emergency number');
  expect(none.errors).toContain('RO.yaml has no confirmed child_helpline number');
  await confirm('112');
  await confirm('116 111');
  const unsigned = await run('main', [], settings);
  expect(unsigned.errors).not.toContain('RO.yaml');
  expect(unsigned.errors).toContain('The danger texts of uk are not signed');
  await sign();
  const { card, metrics } = await serve();
  // Nothing that nobody confirmed is shown, and nothing is called an example.
  expect(card.links).toEqual(['tel:112', 'tel:116111']);
  expect(card.text).toContain('Romania');
  expect(metrics).toMatch(/kinline_danger_cards\{day="\d{4}-\d\d-\d\d",class="danger_now",language="en"\} 1/);
}, 120_000);

test.each([
  ['emptied', () => writeFileSync(file(), '')],
  ['damaged', () => writeFileSync(file(), `${readFileSync(file(), 'utf8').slice(0, 900)}\n  {{{`)],
  ['lost', () => rmSync(file())],
  [
    'robbed of what was confirmed',
    () =>
      writeFileSync(file(), readFileSync(file(), 'utf8').replace(/confirmed: \{.*\}/g, 'confirmed: null')),
  ],
])(
  'a region’s file that is %s takes nothing away after a restart, and the operator learns of it',
  async (_what, spoil) => {
    await confirmAndSign();
    const before = await serve();
    expect(before.errors).not.toContain('region_alarm');
    spoil();
    for (const _again of [1, 2]) {
      const after = await serve();
      expect(after.card).toEqual(before.card);
      expect(after.errors).toContain(
        '"event":"region_alarm","region":"RO","kind":"file","problem":"last_good_stands_in"',
      );
      expect(after.metrics).toContain(
        'kinline_region_alarms{region="RO",kind="file",problem="last_good_stands_in"} 1',
      );
    }
  },
  240_000,
);

test('a confirmation of 181 days alarms, one of 366 days gives way to the emergency number, which stays', async () => {
  await confirm('112', 366);
  await confirm('116 111', 366);
  await confirm('0800 500 333', 181);
  await sign();
  const { card, errors } = await serve();
  expect(card.links).toEqual(['tel:112', 'tel:0800500333']);
  const alarms = errors.split('\n').filter((line) => line.includes('region_alarm'));
  expect(
    alarms.map((line) => JSON.parse(line)).map(({ kind, problem, days }) => [kind, problem, days]),
  ).toEqual([
    ['emergency', 'still_shown', 366],
    ['child_helpline', 'not_shown', 366],
    ['domestic_violence', 'confirmed_long_ago', 181],
  ]);
  expect(errors).not.toMatch(/116.?111|0800/);
  const table = await kinline('regions', '--json');
  const rows = table.output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const row = (number: string) => rows.find((one) => one.region === 'RO' && one.number === number);
  expect(row('116 111')).toMatchObject({ confirmed_days_ago: 366, alarm: 'not_shown' });
  expect(row('0800 500 333')).toMatchObject({ confirmed_days_ago: 181, alarm: 'confirm_again' });
  expect(row('119')).toMatchObject({ confirmed_days_ago: null, alarm: 'not_confirmed' });
}, 120_000);
