/** Written patterns made ready to match: words become numbers, and each knows a word without which it cannot match. */
import { type Groups, type Pattern, parsePattern } from './pattern.js';
import type { Written } from './word-index.js';

export type Node =
  | { is: 'word'; id: number }
  | { is: 'gap'; most: number }
  | { is: 'sequence'; parts: readonly Node[] }
  /** `ids`: its branches of one word; `memo`: where a group keeps what it found in this message, or -1. */
  | { is: 'choice'; ids: ReadonlySet<number>; of: readonly Node[]; empty: boolean; memo: number };

export interface Compiled<Meaning> {
  text: string;
  language: string;
  meaning: Meaning;
  node: Node;
  /** The fewest words that match. */
  words: number;
  /** How many words may stand between its start and the word it was found by. */
  before: number;
  number: number;
}

/** All patterns of all languages share one numbering of words. */
export interface Compiler {
  compile<Meaning>(
    text: string,
    groups: Groups,
    language: string,
    meaning: Meaning,
  ): Compiled<Meaning> | undefined;
  written(): readonly (Written & { language: string })[];
  /** Call when all are compiled: patterns by the number of a word that each match must have. */
  byAnchor(): ReadonlyMap<number, readonly Compiled<unknown>[]>;
  memos(): number;
  all(): readonly Compiled<unknown>[];
}

interface Anchor {
  ids: readonly number[];
  before: number;
}

export function createCompiler(): Compiler {
  const words = new Map<string, Written & { language: string }>();
  /** How often a part was met again after it was first made. */
  const again = new Map<Node, number>();
  const nodes = new Map<Pattern, Node>();
  const all: Compiled<unknown>[] = [];
  let memos = 0;

  function idOf(word: string, open: boolean, language: string): number {
    const key = open ? `${word}*` : word;
    const before = words.get(key);
    if (before !== undefined) return before.id;
    const id = words.size;
    words.set(key, { word, open, id, language });
    return id;
  }

  function nodeOf(pattern: Pattern, language: string, group: boolean): Node {
    const before = nodes.get(pattern);
    if (before !== undefined) {
      again.set(before, (again.get(before) ?? 0) + 1);
      return before;
    }
    const node = made(pattern, language, group);
    if (pattern.is !== 'gap') nodes.set(pattern, node);
    return node;
  }

  function made(pattern: Pattern, language: string, group: boolean): Node {
    switch (pattern.is) {
      case 'word':
        return { is: 'word', id: idOf(pattern.word, pattern.open, language) };
      case 'gap':
        return pattern;
      case 'sequence': {
        const parts = pattern.parts.map((part) => nodeOf(part, language, true));
        const [only] = parts;
        return parts.length === 1 && only !== undefined ? only : { is: 'sequence', parts };
      }
      case 'choice': {
        const ids = new Set<number>();
        const of: Node[] = [];
        let empty = false;
        for (const branch of pattern.of) {
          const node = nodeOf(branch, language, group);
          if (node.is === 'word') ids.add(node.id);
          else if (node.is === 'choice' && node.memo === -1) {
            for (const id of node.ids) ids.add(id);
            of.push(...node.of);
            empty ||= node.empty;
          } else if (node.is === 'sequence' && node.parts.length === 0) empty = true;
          else of.push(node);
        }
        // Worth remembering only where there is more to try than single words.
        return { is: 'choice', ids, of, empty, memo: group && of.length > 1 ? memos++ : -1 };
      }
    }
  }

  return {
    compile(text, groups, language, meaning) {
      const parsed = parsePattern(text, groups);
      if (!parsed.ok) return undefined;
      const node = nodeOf(parsed.pattern, language, false);
      const compiled = { text, language, meaning, node, words: fewest(node), before: 0, number: all.length };
      all.push(compiled);
      return compiled;
    },
    written: () => [...words.values()],
    byAnchor() {
      const index = new Map<number, Compiled<unknown>[]>();
      const uses = new Float64Array(words.size).fill(1);
      for (const [node, times] of again)
        for (const id of idsIn(node)) uses[id] = (uses[id] as number) + times;
      const rarestIn = rarest(uses);
      for (const compiled of all) {
        const anchor = rarestIn(compiled.node);
        compiled.before = anchor?.before ?? 0;
        for (const id of anchor?.ids ?? []) {
          const there = index.get(id);
          if (there === undefined) index.set(id, [compiled]);
          else if (there.at(-1) !== compiled) there.push(compiled);
        }
      }
      return index;
    },
    memos: () => memos,
    all: () => all,
  };
}

const fewest = gathered((node: Node): number => {
  switch (node.is) {
    case 'word':
      return 1;
    case 'gap':
      return 0;
    case 'sequence':
      return node.parts.reduce((sum, part) => sum + fewest(part), 0);
    case 'choice':
      return node.empty ? 0 : Math.min(...node.of.map(fewest), ...(node.ids.size > 0 ? [1] : []));
  }
});

const most = gathered((node: Node): number => {
  switch (node.is) {
    case 'word':
      return 1;
    case 'gap':
      return node.most;
    case 'sequence':
      return node.parts.reduce((sum, part) => sum + most(part), 0);
    case 'choice':
      return Math.max(0, ...node.of.map(most), node.ids.size > 0 ? 1 : 0);
  }
});

/** Groups stand in many patterns; what is in them is gathered once. */
export function gathered<Found>(gather: (node: Node) => Found): (node: Node) => Found {
  const known = new WeakMap<Node, { found: Found }>();
  return (node) => {
    const before = known.get(node);
    if (before !== undefined) return before.found;
    const found = gather(node);
    known.set(node, { found });
    return found;
  };
}

const idsIn = gathered((node: Node): readonly number[] => {
  switch (node.is) {
    case 'word':
      return [node.id];
    case 'gap':
      return [];
    case 'sequence':
      return node.parts.flatMap(idsIn);
    case 'choice':
      return [...node.ids, ...node.of.flatMap(idsIn)];
  }
});

/** Of the words that every match must have one of, those that the fewest patterns use. */
function rarest(uses: Float64Array): (node: Node) => Anchor | undefined {
  const commonness = ({ ids }: Anchor) => ids.reduce((sum, id) => sum + (uses[id] ?? 0), 0);
  const find = gathered((node: Node): Anchor | undefined => {
    switch (node.is) {
      case 'word':
        return { ids: [node.id], before: 0 };
      case 'gap':
        return undefined;
      case 'sequence': {
        let before = 0;
        let best: Anchor | undefined;
        for (const part of node.parts) {
          const found = find(part);
          if (found !== undefined && (best === undefined || commonness(found) < commonness(best)))
            best = { ids: found.ids, before: found.before + before };
          before += most(part);
        }
        return best;
      }
      case 'choice': {
        if (node.empty) return undefined;
        const branches = node.of.map(find);
        if (branches.some((branch) => branch === undefined)) return undefined;
        return {
          ids: [...node.ids, ...branches.flatMap((branch) => branch?.ids ?? [])],
          before: Math.max(0, ...branches.map((branch) => branch?.before ?? 0)),
        };
      }
    }
  });
  return find;
}
