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

/** What was parsed to be proved is compiled a moment later; it is kept until then. */
const parsed = new WeakMap<Groups, Map<string, Parsed>>();

/** @returns the pattern, or in plain words what is wrong with how it is written */
export function parsePattern(text: string, groups: Groups): Parsed {
  const kept = parsed.get(groups)?.get(text);
  if (kept !== undefined) return kept;
  const found = parse(text, groups, 0);
  const there = parsed.get(groups) ?? new Map<string, Parsed>();
  parsed.set(groups, there.set(text, found));
  return found;
}

/** Lets go of what was kept, when it has been compiled. */
export function forgetPatterns(groups: Groups): void {
  parsed.delete(groups);
  known.delete(groups);
}

function parse(text: string, groups: Groups, depth: number): Parsed {
  try {
    const reader = { tokens: cut(text), at: 0 };
    const pattern = readChoice(reader, groups, depth);
    if (reader.at < reader.tokens.length) throw new Unreadable('has a “)” without its “(”');
    if (shortest(pattern) === 0) throw new Unreadable('could match no word at all');
    return { ok: true, pattern };
  } catch (cause) {
    if (cause instanceof Unreadable) return { ok: false, message: `“${text}” ${cause.message}.` };
    throw cause;
  }
}

function cut(text: string): string[] {
  const tokens = text.match(TOKEN) ?? [];
  let letters = 0;
  for (const token of tokens) letters += token.length;
  if (letters + (text.match(/\s/g)?.length ?? 0) !== text.length)
    throw new Unreadable('has a sign that stands alone');
  return tokens;
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
  const ready = known.get(groups) ?? new Map<string, Pattern>();
  known.set(groups, ready);
  const before = ready.get(name);
  if (before !== undefined) return before;
  const members = groups[name];
  if (members === undefined) throw new Unreadable(`uses <${name}>, which “groups” does not define`);
  if (depth >= DEEPEST) throw new Unreadable(`uses <${name}>, which leads back to itself`);
  const of = members.map((member) => {
    const read = parse(member, groups, depth + 1);
    if (!read.ok) throw new Unreadable(`uses <${name}>, in which ${read.message.replace(/\.$/, '')}`);
    return read.pattern;
  });
  const pattern: Pattern = { is: 'choice', of };
  ready.set(name, pattern);
  return pattern;
}

/** “m-a” is typed “m-a”, “m a” and “ma”: a word with a hyphen is all of these. */
function readWord(token: string): Pattern {
  const before = words.get(token);
  if (before !== undefined) return before;
  const pattern = wordPattern(token);
  words.set(token, pattern);
  return pattern;
}

/** Few words make up most entries; each is folded once. */
const words = new Map<string, Pattern>();

function wordPattern(token: string): Pattern {
  const open = token.endsWith('*');
  const written = open ? token.slice(0, -1) : token;
  if (written.includes('*')) throw new Unreadable('has a “*” that is not at the end of a word');
  const apart = fold(written).split(' ');
  if (apart[0] === '') throw new Unreadable(`has “${token}”, which has no letters`);
  const parts = apart.map(
    (word, index): Pattern => ({ is: 'word', word, open: open && index === apart.length - 1 }),
  );
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return {
    is: 'choice',
    of: [
      { is: 'sequence', parts },
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
