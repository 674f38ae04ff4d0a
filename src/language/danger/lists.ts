/** The lists of all shipped languages as one thing to look through: what matches, and what a neighbour takes back. */
import type { HarmlessKind } from '../../content/danger.js';
import type { Language } from '../../content/language.js';
import { DANGER_CLASSES, type DangerClass } from '../../engine/input.js';
import { fold } from '../fold.js';
import { createCompiler } from './compile.js';
import { type Match, Matcher, type Token } from './match.js';
import { type PackedPatterns, packPatterns } from './packed.js';
import { forgetPatterns } from './pattern.js';
import { type ReadMessage, readMessage } from './read.js';
import { createVocabulary, hashesOf, type PackedVocabulary, packVocabulary } from './vocabulary.js';

export type Meaning =
  | { is: 'danger'; class: DangerClass }
  | {
      is: 'harmless';
      kind: HarmlessKind;
      reach: 'words' | 'sentence' | 'message';
      cancels: readonly DangerClass[] | undefined;
    };
type Dangerous = Extract<Meaning, { is: 'danger' }>;
type Harmless = Extract<Meaning, { is: 'harmless' }>;

export interface Found {
  tokens: readonly Token[];
  /** What nothing takes back. */
  standing: readonly Match<Dangerous>[];
  takenBack: readonly { match: Match<Dangerous>; by: Match<Harmless> }[];
  /** Every harmless neighbour, also one that had nothing to take back. */
  harmless: readonly Match<Harmless>[];
}

export interface Lists {
  read(text: string, tolerant: boolean): ReadMessage;
  look(tokens: readonly Token[]): Found;
}

/** A single word read through a slip or another script must be this long to count alone. */
const LEAST_ALONE = 6;

/** All that the lists are looked through with; made of the languages once, and then of use without them. */
export interface PackedLists {
  patterns: PackedPatterns<Meaning>;
  vocabulary: PackedVocabulary;
}

export function packLists(languages: readonly Language[]): PackedLists {
  const compiler = createCompiler();
  for (const { code, danger } of languages) {
    for (const name of DANGER_CLASSES)
      for (const text of danger.phrases[name])
        compiler.compile<Meaning>(text, danger.groups, code, { is: 'danger', class: name });
    for (const { kind, reach, cancels, says } of danger.harmless)
      for (const text of says)
        compiler.compile<Meaning>(text, danger.groups, code, { is: 'harmless', kind, reach, cancels });
  }
  for (const { danger } of languages) forgetPatterns(danger.groups);
  return {
    patterns: packPatterns(compiler),
    vocabulary: packVocabulary(compiler.written(), languages.flatMap(everyday)),
  };
}

export function createLists(packed: PackedLists): Lists {
  const matcher = new Matcher<Meaning>(packed.patterns);
  const vocabulary = createVocabulary(packed.vocabulary);

  return {
    read: (text, tolerant) => readMessage(text, vocabulary, tolerant),
    look(tokens) {
      const matches = matcher.find(tokens).filter((match) => sureEnough(match, tokens));
      const harmless = matches.filter(
        (match): match is Match<Harmless> => match.pattern.meaning.is === 'harmless',
      );
      const standing: Match<Dangerous>[] = [];
      const takenBack: { match: Match<Dangerous>; by: Match<Harmless> }[] = [];
      for (const match of matches) {
        if (!isDangerous(match)) continue;
        const by = harmless.find((neighbour) => takesBack(neighbour, match, tokens));
        if (by === undefined) standing.push(match);
        else takenBack.push({ match, by });
      }
      return { tokens, standing, takenBack, harmless };
    },
  };
}

const isDangerous = (match: Match<Meaning>): match is Match<Dangerous> =>
  match.pattern.meaning.is === 'danger';

function sureEnough({ start, end }: Match<Meaning>, tokens: readonly Token[]): boolean {
  if (end - start > 1) return true;
  const token = tokens[start];
  return token === undefined || token.sure > 0 || token.word.length >= LEAST_ALONE;
}

function takesBack(
  { pattern, start, farEnd }: Match<Harmless>,
  match: Match<Dangerous>,
  tokens: readonly Token[],
): boolean {
  const { reach, cancels } = pattern.meaning;
  if (cancels !== undefined && !cancels.includes(match.pattern.meaning.class)) return false;
  // What is a film's name in one language may be a cry in another: there it must be all that was matched.
  if (pattern.language !== match.pattern.language) return start <= match.start && match.end <= farEnd;
  switch (reach) {
    case 'message':
      return true;
    case 'sentence':
      return tokens[start]?.sentence === tokens[match.start]?.sentence;
    case 'words':
      return start < match.end && match.start < farEnd;
  }
}

/** Words of the language that are as they should be: what the program says, and what it understands otherwise. */
function everyday({ texts, words, danger, dangerModel }: Language): number[] {
  const said: string[] = [];
  const gather = (tree: unknown): void => {
    if (typeof tree === 'string') said.push(tree);
    else if (typeof tree === 'object' && tree !== null) Object.values(tree).forEach(gather);
  };
  for (const tree of texts.values()) gather(tree);
  gather(words);
  said.push(...danger.not_typos);
  const shipped = said.flatMap((text) => fold(text.replace(/\{\{.*?\}\}/g, ' ')).split(' '));
  return [...hashesOf(shipped), ...(dangerModel?.words ?? [])];
}
