/**
 * Where patterns stand in a message. What a part can match from a place is a set of ends, kept as bits, so that no
 * choice of branches is ever tried twice: the time grows with the length of the message and with nothing else.
 */
import type { Compiled, Node } from './compile.js';

/** Longer matches than this many words are not looked for. */
const LONGEST = 30;
const KEPT = 2 ** LONGEST - 1;

/** A word of the message and all written words that it may be. */
export interface Token {
  word: string;
  /** As the statistical layer reads it. */
  normal: string;
  ids: readonly number[];
  /** Up to this many of `ids` are the word as typed; the others are readings of a slip or another script. */
  sure: number;
  sentence: number;
}

export interface Match<Meaning> {
  pattern: Compiled<Meaning>;
  start: number;
  /** Shortest and longest; the longest counts for what is harmless. */
  end: number;
  farEnd: number;
}

export class Matcher<Meaning> {
  private memo = new Int32Array(0);
  private tokens: readonly Token[] = [];
  /** For each place, how many words are left in its sentence. */
  private left = new Uint16Array(0);
  private readonly tried: Int32Array;

  constructor(
    private readonly index: ReadonlyMap<number, readonly Compiled<Meaning>[]>,
    private readonly memos: number,
    count: number,
  ) {
    this.tried = new Int32Array(count);
  }

  find(tokens: readonly Token[]): Match<Meaning>[] {
    this.begin(tokens);
    const found: Match<Meaning>[] = [];
    for (let at = 0; at < tokens.length; at += 1)
      for (const id of (tokens[at] as Token).ids)
        for (const pattern of this.index.get(id) ?? []) this.tryAround(pattern, at, found);
    return found;
  }

  private begin(tokens: readonly Token[]): void {
    const size = this.memos * (tokens.length + 1);
    if (this.memo.length < size) this.memo = new Int32Array(size);
    this.memo.fill(-1, 0, size);
    if (this.left.length < tokens.length + 1) this.left = new Uint16Array(tokens.length + 1);
    this.left[tokens.length] = 0;
    for (let at = tokens.length - 1; at >= 0; at -= 1) {
      const more = tokens[at + 1]?.sentence === tokens[at]?.sentence ? (this.left[at + 1] as number) : 0;
      this.left[at] = more + 1;
    }
    this.tokens = tokens;
    this.tried.fill(-1);
  }

  private tryAround(pattern: Compiled<Meaning>, at: number, found: Match<Meaning>[]): void {
    const from = Math.max(at - pattern.before, (this.tried[pattern.number] as number) + 1, 0);
    for (let start = from; start <= at; start += 1) {
      const ends = this.ends(pattern.node, start) & ~1;
      if (ends === 0) continue;
      found.push({
        pattern,
        start,
        end: start + (31 - Math.clz32(ends & -ends)),
        farEnd: start + (31 - Math.clz32(ends)),
      });
    }
    this.tried[pattern.number] = Math.max(at, this.tried[pattern.number] as number);
  }

  /** Bit n: a match from `at` may end n words later. */
  private ends(node: Node, at: number): number {
    switch (node.is) {
      case 'word':
        return this.tokens[at]?.ids.includes(node.id) === true ? 2 : 0;
      case 'gap':
        return 2 ** (Math.min(node.most, this.left[at] ?? 0) + 1) - 1;
      case 'sequence': {
        let reached = 1;
        for (const part of node.parts) {
          let next = 0;
          for (let open = reached; open !== 0; open &= open - 1) {
            const passed = 31 - Math.clz32(open & -open);
            next |= (this.ends(part, at + passed) << passed) & KEPT;
          }
          reached = next;
          if (reached === 0) return 0;
        }
        return reached;
      }
      case 'choice':
        return node.memo === -1 ? this.branches(node, at) : this.remembered(node, at);
    }
  }

  private branches(node: Extract<Node, { is: 'choice' }>, at: number): number {
    let ends = node.empty ? 1 : 0;
    for (const id of this.tokens[at]?.ids ?? [])
      if (node.ids.has(id)) {
        ends |= 2;
        break;
      }
    for (const branch of node.of) ends |= this.ends(branch, at);
    return ends;
  }

  private remembered(node: Extract<Node, { is: 'choice' }>, at: number): number {
    const slot = Math.min(at, this.tokens.length) * this.memos + node.memo;
    const before = this.memo[slot] as number;
    if (before !== -1) return before;
    const ends = this.branches(node, at);
    this.memo[slot] = ends;
    return ends;
  }
}
