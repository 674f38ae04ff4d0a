/** `kinline content` as a process of its own. Needs `npm run build` before, as `npm test` does. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CONTENT, run } from './run.js';

let content: string;
beforeAll(() => {
  if (!existsSync('dist/kinline.js')) throw new Error('Build first: npm run build');
  content = mkdtempSync(join(tmpdir(), 'kinline-signed-'));
  for (const part of ['dialogs', 'locales'])
    cpSync(join(CONTENT, part), join(content, part), { recursive: true });
});
afterAll(() => rmSync(content, { recursive: true, force: true }));

const kinline = (...args: string[]) => run('kinline', args, { KINLINE_CONTENT: content });
const states = async () => {
  const { output } = await kinline('content', 'signed', '--json');
  return output
    .trimEnd()
    .split('\n')
    .map(
      (line) => JSON.parse(line) as { language: string; text: string; signed: boolean; by: string | null },
    );
};

test('signing writes who, when and a hash; an edit voids that text; prove says so and is content', async () => {
  const signing = await kinline('content', 'sign', '--language', 'uk', '--by', 'Invented Reader');
  expect(signing).toMatchObject({ code: 0, errors: '' });
  expect(readFileSync(join(content, 'locales/uk/signed.yaml'), 'utf8')).toMatch(
    /card\.self_harm:\n +by: Invented Reader\n +on: \d{4}-\d\d-\d\d\n +hash: [0-9a-f]{64}/,
  );
  const before = await states();
  expect(before.filter(({ language, signed }) => language === 'uk' && !signed)).toEqual([]);
  expect(before.filter(({ language, signed }) => language === 'ro' && signed)).toEqual([]);

  const file = join(content, 'locales/uk/danger.json');
  const texts = JSON.parse(readFileSync(file, 'utf8'));
  texts.child.card.self_harm = 'Інші слова.';
  writeFileSync(file, JSON.stringify(texts));
  const after = (await states()).filter(({ language, signed }) => language === 'uk' && !signed);
  expect(after.map(({ text }) => text)).toEqual(['child.card.self_harm']);

  const proving = await kinline('prove');
  expect(proving.code).toBe(0);
  expect(proving.output).toContain('Texts of danger not signed in uk: child.card.self_harm.\n');
  expect(proving.output).toMatch(/not signed in ro: .* and \d+ more/);
}, 60_000);

test('a language that is not there is refused, and the known ones are named', async () => {
  const { code, errors } = await kinline('content', 'sign', '--language', 'xx', '--by', 'Invented Reader');
  expect(code).toBe(1);
  expect(errors).toContain('There is no language xx. There are: en');
}, 30_000);
