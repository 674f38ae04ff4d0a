/**
 * Patterns as flat arrays of whole numbers: nothing to make at a start that finds them ready, nothing for the garbage
 * collector to walk, and quick to match. A part is where it begins in `parts`, and begins with what it is.
 */
import { type Compiled, type Compiler, gathered, type Node } from './compile.js';

/**
 * What a part is; after it come marks of the words that it can begin with, as `markOf` makes them, and then: of a word
 * its id; of a gap its most; of a sequence and a choice what is said there.
 */
export const WORD = 0;
export const GAP = 1;
/** How many parts, then where each begins. */
export const SEQUENCE = 2;
/** Memo or -1, 1 where it may be empty, how many ids, how many branches, the ids in order, where branches begin. */
export const CHOICE = 3;

/** Where this mark stands, a part may match no word at all. */
export const NOTHING = 1 << 31;

/** Every mark: anything may stand in a gap. */
const ANY = -1;

/** One of 31 marks: where none of a part's marks is among those of a word, the word cannot begin the part. */
export const markOf = (id: number): number => 1 << (id % 31);

export interface PackedPatterns<Meaning> {
  parts: Int32Array;
  /** By the id of a word, from where to where its patterns stand in `anchored`. */
  anchors: Int32Array;
  anchored: Int32Array;
  /** By the number of a pattern. */
  roots: Int32Array;
  /** How many words may stand between its start and the word it was found by. */
  before: Int32Array;
  meaning: Int32Array;
  language: Int32Array;
  textEnds: Int32Array;
  texts: string;
  meanings: Meaning[];
  languages: string[];
  memos: number;
}

/** Call when all are compiled. */
export function packPatterns<Meaning>(compiler: Compiler): PackedPatterns<Meaning> {
  const index = compiler.byAnchor() as ReadonlyMap<number, readonly Compiled<Meaning>[]>;
  const all = compiler.all() as readonly Compiled<Meaning>[];
  const words = compiler.written().length;
  const { parts, roots } = flattened(all.map(({ node }) => node));
  const anchors = new Int32Array(words + 1);
  const anchored: number[] = [];
  for (let id = 0; id < words; id += 1) {
    for (const { number } of index.get(id) ?? []) anchored.push(number);
    anchors[id + 1] = anchored.length;
  }
  const [meanings, meaning] = numbered(all.map((pattern) => pattern.meaning));
  const [languages, language] = numbered(all.map((pattern) => pattern.language));
  let letters = 0;
  return {
    parts,
    anchors,
    anchored: Int32Array.from(anchored),
    roots,
    before: Int32Array.from(all, ({ before }) => before),
    meaning,
    language,
    textEnds: Int32Array.from(all, ({ text }) => {
      letters += text.length;
      return letters;
    }),
    texts: all.map(({ text }) => text).join(''),
    meanings,
    languages,
    memos: compiler.memos(),
  };
}

/** Each different value once, and for each of all which one it is. */
function numbered<Value>(all: readonly Value[]): [Value[], Int32Array] {
  const values: Value[] = [];
  const places = new Map<string, number>();
  const numbers = Int32Array.from(all, (value) => {
    const name = JSON.stringify(value);
    const place = places.get(name) ?? values.push(value) - 1;
    places.set(name, place);
    return place;
  });
  return [values, numbers];
}

/** Marks of all words that a part can begin with. */
const marksOf = gathered((node: Node): number => {
  switch (node.is) {
    case 'word':
      return markOf(node.id);
    case 'gap':
      return ANY;
    case 'sequence': {
      let marks = 0;
      for (const part of node.parts) {
        const more = marksOf(part);
        if (more === ANY) return ANY;
        marks |= more & ~NOTHING;
        if ((more & NOTHING) === 0) return marks;
      }
      return marks | NOTHING;
    }
    case 'choice': {
      let marks = node.empty ? NOTHING : 0;
      for (const id of node.ids) marks |= markOf(id);
      for (const branch of node.of) marks |= marksOf(branch);
      return marks;
    }
  }
});

function flattened(nodes: readonly Node[]): { parts: Int32Array; roots: Int32Array } {
  const parts: number[] = [];
  const places = new Map<Node, number>();

  /** A part is written after those that it is made of, each once. */
  function place(node: Node): number {
    const before = places.get(node);
    if (before !== undefined) return before;
    const written = numbersOf(node);
    const at = parts.length;
    parts.push(...written);
    places.set(node, at);
    return at;
  }

  function numbersOf(node: Node): number[] {
    switch (node.is) {
      case 'word':
        return [WORD, marksOf(node), node.id];
      case 'gap':
        return [GAP, marksOf(node), node.most];
      case 'sequence':
        return [SEQUENCE, marksOf(node), node.parts.length, ...node.parts.map(place)];
      case 'choice': {
        const ids = [...node.ids].sort((one, other) => one - other);
        const head = [CHOICE, marksOf(node), node.memo, Number(node.empty), ids.length, node.of.length];
        return [...head, ...ids, ...node.of.map(place)];
      }
    }
  }

  const roots = Int32Array.from(nodes, place);
  return { parts: Int32Array.from(parts), roots };
}
