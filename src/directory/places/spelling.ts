/**
 * Names that differ from a word by a few slips: a letter too many, missing, wrong, or two swapped. Most names are
 * ruled out by their length and letters alone, so that a sentence without a place costs next to nothing.
 */

export interface Spellings {
  /** The known names within `most` slips of a word. */
  like(word: string, most: number): string[];
}

interface Known {
  name: string;
  letters: number;
}

export function createSpellings(names: Iterable<string>): Spellings {
  const byLength = new Map<number, Known[]>();
  for (const name of names) {
    const list = byLength.get(name.length) ?? [];
    list.push({ name, letters: lettersOf(name) });
    byLength.set(name.length, list);
  }
  return {
    like(word, most) {
      const letters = lettersOf(word);
      const found: string[] = [];
      for (let length = word.length - most; length <= word.length + most; length += 1) {
        for (const known of byLength.get(length) ?? []) {
          // One slip changes at most two kinds of letters.
          if (bits(known.letters ^ letters) <= 2 * most && within(word, known.name, most))
            found.push(known.name);
        }
      }
      return found;
    },
  };
}

function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

function bits(number: number): number {
  let rest = number;
  let count = 0;
  for (; rest !== 0; count += 1) rest &= rest - 1;
  return count;
}

/** Whether two words are within `most` slips (optimal string alignment distance). */
function within(a: string, b: string, most: number): boolean {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let slips = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        slips = Math.min(slips, (beforeLast[j - 2] ?? 0) + 1);
      row.push(slips);
      least = Math.min(least, slips);
    }
    if (least > most) return false;
    beforeLast = last;
    last = row;
  }
  return (last[b.length] ?? most + 1) <= most;
}
