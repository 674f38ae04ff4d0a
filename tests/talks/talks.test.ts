import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Bot, createBot } from '../helpers/bot.js';
import { ownContent, ROOT } from '../helpers/content.js';
import { playTalk, readTalk } from './talk-file.js';

const FOLDER = join(ROOT, 'tests/talks');
/** Set to write the talks down anew; read every line of the difference before you commit it. */
const WRITE = process.env.WRITE_TALKS === 'yes';

const languages = ownContent().languages.map(({ code }) => code);
const namesIn = (language: string) =>
  readdirSync(join(FOLDER, language)).filter((name) => name.endsWith('.talk'));

let bot: Bot;
beforeAll(async () => {
  bot = await createBot(ownContent());
});

describe.each(languages)('talks in %s', (language) => {
  test.each(namesIn(language))('%s', async (name) => {
    const file = join(FOLDER, language, name);
    const written = readFileSync(file, 'utf8');
    const played = await playTalk(bot, readTalk(written));
    if (WRITE) writeFileSync(file, played);
    else expect(played).toBe(written);
  });
});

test('everything a person can do is told in every language', () => {
  const english = namesIn('en');
  expect(english.length).toBeGreaterThan(10);
  for (const language of languages)
    expect({ language, talks: namesIn(language) }).toEqual({ language, talks: english });
});
