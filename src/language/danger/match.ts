/**
 * Where patterns stand in a message. What a part can match from a place is a set of ends, kept as bits, so that no
 * choice of branches is ever tried twice: the time grows with the length of the message and with nothing else.
 */
import { GAP, markOf, NOTHING, type PackedPatterns, SEQUENCE, WORD } from './packed.js';

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

/** A written pattern that was found. */
export interface Pattern<Meaning> {
  text: string;
  language: string;
  meaning: Meaning;
}

export interface Match<Meaning> {
  pattern: Pattern<Meaning>;
  start: number;
  /** Shortest and longest; the longest counts for what is harmless. */
  end: number;
  farEnd: number;
}

export class Matcher<Meaning> {
  /** By place in the message and group, what was found there; -1 where nobody looked yet. */
  private memo = new Int32Array(0);
  /** Slots of `memo` that are to be forgotten again: a message fills few of them. */
  private readonly filled: number[] = [];
  private tokens: readonly Token[] = [];
  /** For each place, how many words are left in its sentence. */
  private left = new Uint16Array(0);
  /** For each place, marks of the words that stand there; behind the last there is nothing. */
  private marks = new Int32Array(0);
  private readonly tried: Int32Array;
  private readonly parts: Int32Array;

  constructor(private readonly packed: PackedPatterns<Meaning>) {
    this.parts = packed.parts;
    this.tried = new Int32Array(packed.roots.length);
  }

  find(tokens: readonly Token[]): Match<Meaning>[] {
    this.begin(tokens);
    const { anchors, anchored } = this.packed;
    const found: Match<Meaning>[] = [];
    for (let at = 0; at < tokens.length; at += 1)
      for (const id of (tokens[at] as Token).ids)
        for (let place = anchors[id] as number; place < (anchors[id + 1] as number); place += 1)
          this.tryAround(anchored[place] as number, at, found);
    for (const slot of this.filled) this.memo[slot] = -1;
    this.filled.length = 0;
    return found;
  }

  private begin(tokens: readonly Token[]): void {
    const size = this.packed.memos * (tokens.length + 1);
    if (this.memo.length < size) this.memo = new Int32Array(size).fill(-1);
    if (this.left.length < tokens.length + 1) {
      this.left = new Uint16Array(tokens.length + 1);
      this.marks = new Int32Array(tokens.length + 1);
    }
    this.left[tokens.length] = 0;
    this.marks[tokens.length] = NOTHING;
    for (let at = tokens.length - 1; at >= 0; at -= 1) {
      const more = tokens[at + 1]?.sentence === tokens[at]?.sentence ? (this.left[at + 1] as number) : 0;
      this.left[at] = more + 1;
      let marks = NOTHING;
      for (const id of (tokens[at] as Token).ids) marks |= markOf(id);
      this.marks[at] = marks;
    }
    this.tokens = tokens;
    this.tried.fill(-1);
  }

  private tryAround(number: number, at: number, found: Match<Meaning>[]): void {
    const { before, roots } = this.packed;
    const from = Math.max(at - (before[number] as number), (this.tried[number] as number) + 1, 0);
    for (let start = from; start <= at; start += 1) {
      const ends = this.ends(roots[number] as number, start) & ~1;
      if (ends === 0) continue;
      found.push({
        pattern: this.pattern(number),
        start,
        end: start + (31 - Math.clz32(ends & -ends)),
        farEnd: start + (31 - Math.clz32(ends)),
      });
    }
    this.tried[number] = Math.max(at, this.tried[number] as number);
  }

  private pattern(number: number): Pattern<Meaning> {
    const { texts, textEnds, language, languages, meaning, meanings } = this.packed;
    return {
      text: texts.slice(number === 0 ? 0 : textEnds[number - 1], textEnds[number]),
      language: languages[language[number] as number] as string,
      meaning: meanings[meaning[number] as number] as Meaning,
    };
  }

  /** Bit n: a match of a part from `at` may end n words later. */
  private ends(part: number, at: number): number {
    const { parts } = this;
    if (((parts[part + 1] as number) & (this.marks[at] as number)) === 0) return 0;
    switch (parts[part]) {
      case WORD:
        return this.tokens[at]?.ids.includes(parts[part + 2] as number) === true ? 2 : 0;
      case GAP:
        return 2 ** (Math.min(parts[part + 2] as number, this.left[at] ?? 0) + 1) - 1;
      case SEQUENCE:
        return this.sequence(part, at);
      default:
        return parts[part + 2] === -1 ? this.branches(part, at) : this.remembered(part, at);
    }
  }

  private sequence(part: number, at: number): number {
    const { parts } = this;
    const first = part + 3;
    const last = first + (parts[part + 2] as number);
    let reached = 1;
    for (let place = first; place < last; place += 1) {
      const inner = parts[place] as number;
      let next = 0;
      for (let open = reached; open !== 0; open &= open - 1) {
        const passed = 31 - Math.clz32(open & -open);
        next |= (this.ends(inner, at + passed) << passed) & KEPT;
      }
      if (next === 0) return 0;
      reached = next;
    }
    return reached;
  }

  private branches(part: number, at: number): number {
    const { parts } = this;
    const first = part + 6;
    const ids = first + (parts[part + 4] as number);
    const last = ids + (parts[part + 5] as number);
    let ends = parts[part + 3] as number;
    const token = this.tokens[at];
    if (token !== undefined && ids > first)
      for (const id of token.ids)
        if (this.holds(first, ids, id)) {
          ends |= 2;
          break;
        }
    for (let place = ids; place < last; place += 1) ends |= this.ends(parts[place] as number, at);
    return ends;
  }

  /** Is an id among those in order from one place up to another? */
  private holds(from: number, to: number, id: number): boolean {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.parts[middle] as number) < id) low = middle + 1;
      else high = middle;
    }
    return low < to && this.parts[low] === id;
  }

  private remembered(part: number, at: number): number {
    const slot = Math.min(at, this.tokens.length) * this.packed.memos + (this.parts[part + 2] as number);
    const before = this.memo[slot] as number;
    if (before !== -1) return before;
    const ends = this.branches(part, at);
    this.memo[slot] = ends;
    this.filled.push(slot);
    return ends;
  }
}
