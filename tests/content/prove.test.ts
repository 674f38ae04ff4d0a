import { describe, expect, test } from '@jest/globals';
import { PROGRAM_TEXTS } from '../../src/compose/texts.js';
import { type ContentFolder, contentFolder } from '../../src/content/files.js';
import { readContent } from '../../src/content/load.js';
import { describe as inWords, type Problem } from '../../src/content/problem.js';
import { prove } from '../../src/content/prove/prove.js';
import { ROOT } from '../helpers/content.js';
import { DEFECTS as OF_FILES } from './defects.js';
import { READABILITY_DEFECTS } from './defects-readability.js';
import { createRereading, remembered } from './rereading.js';

const DEFECTS = [...OF_FILES, ...READABILITY_DEFECTS];
const own = remembered(contentFolder(process.env.TEST_CONTENT ?? ROOT));
const reread = createRereading();

/** The project's content with one file changed, or gone. */
function changed(file: string, change: (text: string) => string | undefined): ContentFolder {
  const text = change(own.read(file) ?? '');
  return {
    read: (wanted) => (wanted === file ? text : own.read(wanted)),
    names: (folder) => own.names(folder).filter((name) => text !== undefined || `${folder}/${name}` !== file),
  };
}

function problemsOf(folder: ContentFolder): Problem[] {
  const { content, problems } = reread(folder);
  return [...problems, ...prove(content, PROGRAM_TEXTS)];
}

test('the content that ships has no problem', () => {
  const { content, problems } = readContent(own);
  expect([...problems, ...prove(content, PROGRAM_TEXTS)].map(inWords)).toEqual([]);
});

test('content that is read part by part is the same content', () => {
  expect(reread(own)).toEqual(readContent(own));
});

test('each mistake is tried on content that was sound', () => {
  expect(DEFECTS.length).toBeGreaterThanOrEqual(30);
  expect(new Set(DEFECTS.map(({ what }) => what)).size).toBe(DEFECTS.length);
});

describe('the prover names file, step and language of', () => {
  test.each(DEFECTS)('$what', ({ file, change, says }) => {
    const problems = problemsOf(changed(file, change));
    const wanted = problems.filter(
      (problem) =>
        says.message.test(problem.message) &&
        (says.file === undefined || problem.file === says.file) &&
        (says.step === undefined || problem.step === says.step) &&
        (says.language === undefined || problem.language === says.language),
    );
    // A miss shows what was said instead.
    expect(wanted.length === 0 ? problems.map(inWords) : []).toEqual([]);
    expect(wanted.length).toBeGreaterThan(0);
  });
});

test('a language whose plural rules are silently another’s is refused', () => {
  const folder: ContentFolder = {
    read: (file) => own.read(file.replace('locales/tg/', 'locales/en/')),
    names: (name) => {
      if (name === 'locales') return [...own.names(name), 'tg'];
      return own.names(name.replace('locales/tg', 'locales/en'));
    },
  };
  const said = problemsOf(folder).filter(({ language }) => language === 'tg');
  expect(said.map(({ message }) => message).join()).toMatch(/no plural rules for tg/);
});

test('the schema for editors is the one the kinds of step give', async () => {
  const { dialogSchema } = await import('../../src/content/schema.js');
  expect(JSON.parse(own.read('dialogs/schema.json') ?? '{}')).toEqual(
    JSON.parse(JSON.stringify(dialogSchema())),
  );
});
