import { describe, expect, test } from '@jest/globals';
import { createCommandReader } from '../../src/language/commands.js';
import { fold } from '../../src/language/fold.js';
import { createLexicon } from '../../src/language/lexicon.js';
import { ownContent } from '../helpers/content.js';

const reader = createCommandReader(ownContent().languages.map(createLexicon));
const heard = (text: string, language: string) =>
  reader.command(fold(text), language) ?? reader.answer(fold(text), language);

describe('a command is heard as people say it', () => {
  test.each([
    ['en', 'go back pls', 'back'],
    ['en', 'Please can you go back', 'back'],
    ['en', 'I want to talk to a real person', 'person'],
    ['en', 'can I speak to a human please?', 'person'],
    ['en', 'mneu', 'menu'],
    ['en', 'menuu', 'menu'],
    ['en', 'can i change the language', 'language'],
    ['en', 'i need help', 'help'],
    ['en', 'repaet', 'repeat'],
    ['en', 'please delete everything about me', 'erase'],
    ['en', 'STOP!!!', 'stop'],
    ['en', 'exit now please', 'exit'],
    ['ro', 'inapoi va rog', 'back'],
    ['ro', 'vreau sa vorbesc cu un om adevarat', 'person'],
    ['ro', 'mergi la meniu', 'menu'],
    ['ro', 'am nevoie de ajutor', 'help'],
    ['ro', 'schimba limba te rog', 'language'],
    ['uk', 'меню', 'menu'],
    ['uk', 'поверніть назад будь ласка', 'back'],
    ['uk', 'хочу поговорити з живою людиною', 'person'],
    ['uk', 'мені потрібна допомога', 'help'],
    ['ar', 'ارجع لو سمحت', 'back'],
    ['ar', 'بدي احكي مع شخص حقيقي', 'person'],
    ['ar', 'بدي مساعدة', 'help'],
    ['ro', 'go back', 'back'],
  ])('%s: “%s”', (language, text, command) => {
    expect(heard(text, language)).toBe(command);
  });
});

describe('yes, no and skip too', () => {
  test.each([
    ['en', 'ok', 'yes'],
    ['en', 'yes of course', 'yes'],
    ['en', 'no thank you', 'no'],
    ['en', 'rather not say', 'skip'],
    ['en', "I'd rather not say that", 'skip'],
    ['en', 'skip this question please', 'skip'],
    ['ro', 'nu', 'no'],
    ['ro', 'da, sigur', 'yes'],
    ['ro', 'prefer sa nu spun', 'skip'],
    ['uk', 'ні, дякую', 'no'],
    ['uk', 'звісно', 'yes'],
    ['uk', 'не хочу відповідати', 'skip'],
    ['ar', 'اي اكيد', 'yes'],
    ['ar', 'لا شكرا', 'no'],
    ['ar', 'هذا شخصي', 'skip'],
  ])('%s: “%s”', (language, text, answer) => {
    expect(heard(text, language)).toBe(answer);
  });
});

describe('what says more than a command is none', () => {
  test.each([
    ['en', 'I need help with my baby'],
    ['en', 'help with housing'],
    ['en', 'I want to go back to work'],
    ['en', 'I need a home'],
    ['en', "I don't want to stop"],
    ['en', 'he will not stop'],
    ['en', 'I have to leave him'],
    ['en', 'bank'],
    ['en', 'shop'],
    ['en', 'someone to talk to about my son'],
    ['en', 'no food'],
    ['en', 'learn the language'],
    ['en', 'yes I need food'],
    ['ro', 'ajutor la teme'],
    ['ro', 'nu am bani'],
    ['ro', 'curs de limba'],
    ['ro', 'vreau inapoi copilul'],
    ['uk', 'допомога з орендою'],
    ['uk', 'не хочу назад'],
    ['uk', 'курси мови'],
    ['ar', 'مساعدة بالإيجار'],
    ['ar', 'دورة لغة'],
    ['en', ''],
  ])('%s: “%s”', (language, text) => {
    expect(heard(text, language)).toBeUndefined();
  });
});
