/** `kinline talk` as a process of its own. Needs `npm run build` before, as `npm test` does. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { CONTENT, run } from './run.js';

const SCRIPT = '# somebody in need\nfood\n/location 46.77, 23.62\n0\n';
const TIME = '2026-11-24T10:30:00+02:00';

beforeAll(() => {
  if (!existsSync('dist/kinline.js')) throw new Error('Build first: npm run build');
});

test('replays a script, the same each time, and leaves nothing behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kinline-cli-'));
  const settings = { KINLINE_CONTENT: CONTENT, TMPDIR: folder };
  const first = await run('kinline', ['talk', '--now', TIME], settings, SCRIPT);
  expect(first).toMatchObject({ code: 0, errors: '' });
  expect(first.output).toMatch(/^Hello\./);
  expect(first.output).toContain('\n> food\n');
  expect(first.output).toMatch(/\n!!! [\s\S]*112[\s\S]*\[0\] Help now!/);
  const second = await run('kinline', ['talk', '--now', TIME], settings, SCRIPT);
  expect(second.output).toBe(first.output);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

test('prints one object a turn with --json, in the language asked for', async () => {
  const ran = await run(
    'kinline',
    ['talk', '--json', '--language', 'ro'],
    { KINLINE_CONTENT: CONTENT },
    SCRIPT,
  );
  const turns = ran.output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(turns.map(({ turn, said }) => [turn, said])).toEqual([
    [0, null],
    [1, 'food'],
    [2, '/location 46.77, 23.62'],
    [3, '0'],
  ]);
  expect(turns[0].replies[0].language).toBe('ro');
  expect(turns[3].replies[0].tone).toBe('danger');
});

test('a time that is none is refused', async () => {
  const ran = await run('kinline', ['talk', '--now', 'yesterday'], { KINLINE_CONTENT: CONTENT });
  expect(ran).toEqual({
    code: 1,
    output: '',
    errors: '--now is not a time. Write it like 2026-11-24T10:30:00+02:00\n',
  });
});

test.each([[['tlak']], [['talk', '--jsn']], [['directory', 'improt']], [['directory', 'import']]])(
  'a command that does not exist is refused and the right ones are shown: kinline %j',
  async (args) => {
    const { code, output, errors } = await run('kinline', args);
    expect(code).not.toBe(0);
    expect(output).toBe('');
    expect(errors).toMatch(/^error: (unknown|missing)/);
    expect(errors).toContain('Usage: kinline');
  },
);
