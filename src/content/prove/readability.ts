/**
 * Every text that families read is easy to read: each message by itself, and all of a file together, since LIX says
 * little about a handful of words. Texts for staff and texts that were brought in from elsewhere are outside.
 */
import type { Dialog } from '../../engine/dialog.js';
import type { Language } from '../language.js';
import type { Content } from '../load.js';
import type { Problem } from '../problem.js';
import { READABILITY_FILE } from '../readability.js';
import { bannedIn } from './banned.js';
import { type Text, textsOf } from './flatten.js';
import {
  lix,
  longestWords,
  meanLength,
  questionsIn,
  type Sentence,
  sentencesOf,
  wordsIn,
} from './measure.js';
import { textFile } from './texts.js';

const MOST = { questions: 1, characters: 300, sentence: 20, mean: 12 };
/** Below this many words, one or two long ones may be chance, and are not counted. */
const ENOUGH = 10;
const FORGIVEN = 2;
const CARDS = 'danger';

export function proveReadability({ languages, dialogs }: Content): Problem[] {
  const outside = new Set([...dialogs.dialogs.values()].filter(isOutside).map(({ id }) => id));
  return languages.flatMap((language) => ofLanguage(language, outside));
}

const known = new WeakMap<Language, { without: string; problems: Problem[] }>();

/** Every word of a language is looked at; the same texts are measured once. */
function ofLanguage(language: Language, outside: ReadonlySet<string>): Problem[] {
  const without = [...outside].sort().join();
  const before = known.get(language);
  if (before?.without === without) return before.problems;
  const texts = [...textsOf(language).values()].filter(({ namespace }) => !outside.has(namespace));
  const problems = [
    ...texts.flatMap((text) => ofText(text, language)),
    ...ofCards(language),
    ...ofFiles(texts, language),
  ];
  known.set(language, { without, problems });
  return problems;
}

const isOutside = ({ for: whom, imported }: Dialog): boolean => whom === 'staff' || imported === true;

/** As it is said, without what is filled in. */
const shown = (words: string): string => words.replace(/\{\{[^}]*\}\}/g, 'x');

function ofText({ namespace, path, forms }: Text, language: Language): Problem[] {
  const file = textFile(language.code, `${namespace}:`);
  return [...forms].flatMap(([form, words]) => {
    const name = form === '' ? path : `${path}_${form}`;
    return [...ofMessage(words, limitOf(namespace, language)), ...ofWords(words, language)].map((says) => ({
      file,
      language: language.code,
      message: `The text ${name} ${says}`,
    }));
  });
}

const limitOf = (namespace: string, { readability: { lix: limits } }: Language): number =>
  (namespace === CARDS ? limits?.cards : limits?.elsewhere) ?? Number.POSITIVE_INFINITY;

function ofMessage(words: string, limit: number): string[] {
  const sentences = sentencesOf(words);
  const questions = questionsIn(words);
  const { length } = shown(words);
  return [
    ...(questions > MOST.questions
      ? [
          `asks ${questions} questions; a message asks ${MOST.questions} at most. ` +
            'Ask the others in steps of their own, or say them as sentences.',
        ]
      : []),
    ...(length > MOST.characters
      ? [
          `has ${length} characters; a bubble takes ${MOST.characters} at most. ` +
            'Shorten it, or say it in two steps.',
        ]
      : []),
    ...sentences
      .filter((sentence) => sentence.words > MOST.sentence)
      .map(
        (sentence) =>
          `has a sentence of ${sentence.words} words; ${MOST.sentence} are the most. ` +
          `Make two of it: “${beginning(sentence)} …”`,
      ),
    ...(sentences.length > 1 ? ofMean(sentences) : []),
    ...ofLix(sentences, limit, wordsIn(sentences) >= ENOUGH ? 0 : FORGIVEN),
  ];
}

const beginning = ({ says }: Sentence): string => says.split(/\s+/).slice(0, 5).join(' ');

function ofMean(sentences: readonly Sentence[]): string[] {
  const mean = meanLength(sentences);
  return mean > MOST.mean
    ? [`has ${mean.toFixed(1)} words a sentence; ${MOST.mean} are the most. Make its sentences shorter.`]
    : [];
}

function ofLix(sentences: readonly Sentence[], limit: number, forgiven = 0): string[] {
  const measured = lix(sentences, forgiven);
  return measured > limit
    ? [
        `has a LIX of ${measured.toFixed(1)}; ${limit} is the most here. ` +
          `Take shorter sentences, and shorter words than ${longestWords(sentences).join(', ')}.`,
      ]
    : [];
}

function ofWords(words: string, language: Language): string[] {
  return bannedIn(words, language.readability.banned).map(
    (word) =>
      `has the word “${word}”, which families are not spoken to with; none such is allowed. ` +
      `Say it in other words. The list is locales/${language.code}/${READABILITY_FILE}.`,
  );
}

/** What a card says and what to do now stand in one bubble. */
function ofCards(language: Language): Problem[] {
  const texts = textsOf(language);
  const wordsOf = (path: string) => texts.get(`${CARDS}:${path}`)?.forms.get('') ?? '';
  return [...texts.values()]
    .filter(({ namespace, path }) => namespace === CARDS && /(^|\.)card\.\w+$/.test(path))
    .map(({ path }) => ({ path, now: path.replace('card.', 'now.') }))
    .map(({ path, now }) => ({ path, now, length: `${wordsOf(path)}\n${wordsOf(now)}`.length }))
    .filter(({ length }) => length > MOST.characters)
    .map(({ path, now, length }) => ({
      file: textFile(language.code, `${CARDS}:`),
      language: language.code,
      message:
        `The texts ${path} and ${now} stand in one bubble and have ${length} characters; ` +
        `a bubble takes ${MOST.characters} at most. Shorten one of them.`,
    }));
}

/** All messages of a file together; buttons and other words without an end are no sentences. */
function ofFiles(texts: readonly Text[], language: Language): Problem[] {
  const sentences = new Map<string, Sentence[]>();
  for (const { namespace, forms } of texts)
    for (const words of forms.values())
      if (/[.!?؟…:]$/.test(words.trim()))
        sentences.set(namespace, [...(sentences.get(namespace) ?? []), ...sentencesOf(words)]);
  return [...sentences]
    .filter(([, own]) => wordsIn(own) >= ENOUGH)
    .flatMap(([namespace, own]) =>
      [...ofMean(own), ...ofLix(own, limitOf(namespace, language))].map((says) => ({
        file: textFile(language.code, `${namespace}:`),
        language: language.code,
        message: `This file as a whole ${says}`,
      })),
    );
}
