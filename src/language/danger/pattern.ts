/**
 * How a phrase of danger is written: words, and a few signs that stand for many ways of saying the same.
 *
 * `(he|my dad)` one of these · `really?` and `(so much)?` may be left out · `beat*` any ending · `<child>` a group
 * that the file defines once · `…` up to three other words, `…5` up to five. Words are compared as `fold` does.
 */
import { fold } from '../fold.js';

export type Pattern =
  | { is: 'word'; word: string; open: boolean }
  | { is: 'gap'; most: number }
  | { is: 'sequence'; parts: readonly Pattern[] }
  | { is: 'choice'; of: readonly Pattern[] };

export type Groups = Readonly<Record<string, readonly string[]>>;
export type Parsed = { ok: true; pattern: Pattern } | { ok: false; message: string };

const GAP = 3;
const LONGEST_GAP = 8;
const DEEPEST = 8;
const TOKEN = /\(|\)\??|\||<[\p{L}\p{N}_]+>\??|(?:…|\.\.\.)\d?|[^\s()|<>…]+/gu;
const NOTHING: Pattern = { is: 'sequence', parts: [] };

class Unreadable extends Error {}

/** @returns the pattern, or in plain words what is wrong with how it is written */
export function parsePattern(text: string, groups: Groups, depth = 0): Parsed {
  try {
    const tokens = text.match(TOKEN) ?? [];
    if (tokens.join('') !== text.replace(/\s+/g, '')) throw new Unreadable('has a sign that stands alone');
    const reader = { tokens, at: 0 };
    const pattern = readChoice(reader, groups, depth);
    if (reader.at < tokens.length) throw new Unreadable('has a “)” without its “(”');
    if (shortest(pattern) === 0) throw new Unreadable('could match no word at all');
    return { ok: true, pattern };
  } catch (cause) {
    if (cause instanceof Unreadable) return { ok: false, message: `“${text}” ${cause.message}.` };
    throw cause;
  }
}

interface Reader {
  tokens: readonly string[];
  at: number;
}

function readChoice(reader: Reader, groups: Groups, depth: number): Pattern {
  const branches: Pattern[] = [];
  let parts: Pattern[] = [];
  for (;;) {
    const token = reader.tokens[reader.at];
    if (token === undefined || token.startsWith(')')) break;
    reader.at += 1;
    if (token === '|') {
      branches.push({ is: 'sequence', parts });
      parts = [];
    } else parts.push(readPart(token, reader, groups, depth));
  }
  branches.push({ is: 'sequence', parts });
  const [only] = branches;
  return branches.length === 1 && only !== undefined ? only : { is: 'choice', of: branches };
}

function readPart(token: string, reader: Reader, groups: Groups, depth: number): Pattern {
  if (token === '(') {
    const inner = readChoice(reader, groups, depth);
    const close = reader.tokens[reader.at];
    if (close === undefined) throw new Unreadable('has a “(” without its “)”');
    reader.at += 1;
    return close === ')?' ? optional(inner) : inner;
  }
  if (token.startsWith('<')) {
    const name = token.slice(1, token.indexOf('>'));
    const group = readGroup(name, groups, depth);
    return token.endsWith('?') ? optional(group) : group;
  }
  if (token.startsWith('…') || token.startsWith('...')) {
    const most = Number(/\d$/.exec(token)?.[0] ?? GAP);
    return { is: 'gap', most: Math.min(most, LONGEST_GAP) };
  }
  if (token.endsWith('?')) return optional(readWord(token.slice(0, -1)));
  return readWord(token);
}

const known = new WeakMap<Groups, Map<string, Pattern>>();

function readGroup(name: string, groups: Groups, depth: number): Pattern {
  const read = known.get(groups) ?? new Map<string, Pattern>();
  known.set(groups, read);
  const before = read.get(name);
  if (before !== undefined) return before;
  const members = groups[name];
  if (members === undefined) throw new Unreadable(`uses <${name}>, which “groups” does not define`);
  if (depth >= DEEPEST) throw new Unreadable(`uses <${name}>, which leads back to itself`);
  const of = members.map((member) => {
    const parsed = parsePattern(member, groups, depth + 1);
    if (!parsed.ok) throw new Unreadable(`uses <${name}>, in which ${parsed.message.replace(/\.$/, '')}`);
    return parsed.pattern;
  });
  const pattern: Pattern = { is: 'choice', of };
  read.set(name, pattern);
  return pattern;
}

/** “m-a” is typed “m-a”, “m a” and “ma”: a word with a hyphen is all of these. */
function readWord(token: string): Pattern {
  const open = token.endsWith('*');
  const written = open ? token.slice(0, -1) : token;
  if (written.includes('*')) throw new Unreadable('has a “*” that is not at the end of a word');
  const apart = fold(written).split(' ');
  if (apart[0] === '') throw new Unreadable(`has “${token}”, which has no letters`);
  const words = apart.map(
    (word, index): Pattern => ({ is: 'word', word, open: open && index === apart.length - 1 }),
  );
  const [only] = words;
  if (words.length === 1 && only !== undefined) return only;
  return {
    is: 'choice',
    of: [
      { is: 'sequence', parts: words },
      { is: 'word', word: apart.join(''), open },
    ],
  };
}

const optional = (pattern: Pattern): Pattern => ({ is: 'choice', of: [pattern, NOTHING] });

/** The fewest words that match. */
export function shortest(pattern: Pattern): number {
  switch (pattern.is) {
    case 'word':
      return 1;
    case 'gap':
      return 0;
    case 'sequence':
      return pattern.parts.reduce((sum, part) => sum + shortest(part), 0);
    case 'choice':
      return Math.min(...pattern.of.map(shortest));
  }
}
