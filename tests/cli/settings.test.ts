/** Settings that are wrong or missing are named, with what to write instead, and nothing is started. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.js';
import { CONTENT, run } from './run.js';

let data: string;
beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'kinline-settings-'));
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

const LONG = 'long enough to be a secret, and only for tests';
const MUSTS = {
  KINLINE_MODE: 'production',
  KINLINE_SECRET: LONG,
  KINLINE_REGION: 'RO',
  KINLINE_SAFEGUARDING_LEAD: 'Invented Lead',
  KINLINE_SAFEGUARDING_SECOND: 'Invented Second',
  MicrosoftAppId: '00000000-0000-0000-0000-000000000000',
};

const faults: [name: string, settings: Record<string, string>, says: string[]][] = [
  [
    'an unknown name',
    { KINLINE_PROT: '8080' },
    ['KINLINE_PROT is not a setting. Did you mean KINLINE_PORT?'],
  ],
  ['a port that is no number', { KINLINE_PORT: 'eighty' }, ['KINLINE_PORT must be a number.']],
  ['a port that cannot be', { KINLINE_PORT: '65536' }, ['KINLINE_PORT must be 0 to 65535.']],
  ['half a port', { KINLINE_PORT: '80.5' }, ['KINLINE_PORT must be a whole number.']],
  [
    'a short secret',
    { KINLINE_SECRET: 'short' },
    ['KINLINE_SECRET must have at least 32 characters; make one with: openssl rand -base64 48.'],
  ],
  ['a mode that is none', { KINLINE_MODE: 'live' }, ['KINLINE_MODE must be demo or production.']],
  ['a region in small letters', { KINLINE_REGION: 'ro' }, ['KINLINE_REGION must be two capital letters']],
  [
    'a neutral page that is no address',
    { KINLINE_NEUTRAL_URL: 'example.org' },
    ['KINLINE_NEUTRAL_URL must be an address like https://example.org.'],
  ],
  [
    'a yes that is another word',
    { KINLINE_DEMO_ON_NETWORK: 'true' },
    ['KINLINE_DEMO_ON_NETWORK must be yes or no.'],
  ],
  [
    'production without anything',
    { KINLINE_MODE: 'production' },
    Object.keys(MUSTS)
      .filter((name) => name !== 'KINLINE_MODE')
      .map((name) => `${name} is missing. Production needs it: `),
  ],
  ...Object.keys(MUSTS)
    .filter((name) => name !== 'KINLINE_MODE')
    .map((name): [string, Record<string, string>, string[]] => [
      `production without ${name}`,
      { ...MUSTS, [name]: '' },
      [`${name} is missing.`],
    ]),
  [
    'a demo for other computers',
    { KINLINE_HOST: '0.0.0.0' },
    [
      'KINLINE_HOST=0.0.0.0 would show a demo with invented services to other computers. ' +
        'Set KINLINE_DEMO_ON_NETWORK=yes if you mean that, or KINLINE_MODE=production for real use.',
    ],
  ],
  [
    'several faults at once',
    { KINLINE_PORT: '-1', KINLINE_MODE: 'x', KINLINE_DATUM: 'y' },
    ['KINLINE_PORT must be 0', 'KINLINE_MODE must be', 'Did you mean KINLINE_DATA?'],
  ],
];

describe.each(['main', 'kinline'] as const)('%s names', (script) => {
  // The command line reads the same settings in the same way; one fault of each sort shows that it does.
  const some = script === 'main' ? faults : faults.slice(0, 2);
  test.each(some)('%s', async (_name, settings, says) => {
    const args = script === 'kinline' ? ['talk'] : [];
    const { code, output, errors } = await run(script, args, { KINLINE_DATA: data, ...settings });
    expect(code).toBe(1);
    expect(output).toBe('');
    for (const words of says) expect(errors).toContain(words);
    expect(errors.match(/^ {2}- /gm)).toHaveLength(says.length);
    expect(errors).not.toMatch(/\bat .*\.js|ZodError|short\b/);
    expect(readdirSync(data)).toEqual([]);
  });
});

test('a demo may be shown to other computers by whoever says that they mean it', () => {
  const wide = { KINLINE_HOST: '0.0.0.0', KINLINE_DEMO_ON_NETWORK: 'yes' };
  expect(readConfig(wide)).toMatchObject({ ok: true, config: { KINLINE_HOST: '0.0.0.0' } });
});

test('production is refused while danger texts are unsigned or numbers unconfirmed, and each is named', async () => {
  const { code, errors } = await run('main', [], { ...MUSTS, KINLINE_DATA: data, KINLINE_CONTENT: CONTENT });
  expect(code).toBe(1);
  expect(errors).toContain('locales/regions/RO.yaml has no confirmed emergency number.');
  expect(errors).toContain('The danger texts of en are not signed');
  expect(readdirSync(data)).toEqual([]);
});
