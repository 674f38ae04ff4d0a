/** Sentences that a pattern stands for. Which ones is decided by the pattern's own words, so it is always the same. */
import { hashOf, mixed } from './hash.js';
import { type Groups, type Pattern, parsePattern } from './pattern.js';

/** @returns up to `most` different sentences; an open word stands as its stem, a gap as nothing */
export function expand(text: string, groups: Groups, most: number): string[] {
  const parsed = parsePattern(text, groups);
  if (!parsed.ok) return [];
  if (!/[(<?|]/.test(text)) return [sentence(parsed.pattern, () => 0)];
  const found = new Set<string>();
  let state = hashOf(text);
  const choose = (count: number): number => {
    state = (Math.imul(state, 0x19660d) + 0x3c6ef35f) | 0;
    return mixed(state) % count;
  };
  for (let attempt = 0; attempt < most * 3 && found.size < most; attempt += 1)
    found.add(sentence(parsed.pattern, choose));
  return [...found];
}

function sentence(pattern: Pattern, choose: (count: number) => number): string {
  switch (pattern.is) {
    case 'word':
      return pattern.word;
    case 'gap':
      return '';
    case 'sequence':
      return pattern.parts
        .map((part) => sentence(part, choose))
        .filter((words) => words !== '')
        .join(' ');
    case 'choice': {
      const branch = pattern.of[choose(pattern.of.length)];
      return branch === undefined ? '' : sentence(branch, choose);
    }
  }
}
