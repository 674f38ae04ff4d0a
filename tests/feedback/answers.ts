/** Invented counts as large or small organizations would have them, for results and attacks on them. */
import { addTo, CATEGORY, type Cell, type Counts, ENTRIES } from '../../src/feedback/counts.js';
import { AGE_GROUPS } from '../../src/feedback/entry.js';

export interface Invented {
  entries: number;
  services: number;
  quarters: readonly string[];
  questions: number;
  answers: number;
}

/** Services and answers are as uneven as in life: few large ones, many small ones. */
export function inventedCounts(
  { entries, services, quarters, questions, answers }: Invented,
  random: (limit: number) => number,
): Counts {
  const counts: Counts = new Map();
  const uneven = (limit: number): number => Math.floor((random(1_000_000) / 1_000_000) ** 2.2 * limit);
  for (let at = 0; at < entries; at += 1) {
    const common = {
      quarter: quarters[random(quarters.length)] ?? '',
      service: `service-${uneven(services)}`,
      age: AGE_GROUPS[random(AGE_GROUPS.length)] ?? '6-9',
    };
    const cells: Cell[] = [
      { ...common, question: ENTRIES, answer: 'given' },
      { ...common, question: CATEGORY, answer: 'suggestion' },
    ];
    for (let question = 0; question < questions; question += 1)
      if (random(5) > 0) cells.push({ ...common, question: `q${question}`, answer: `a${uneven(answers)}` });
    addTo(counts, cells, 1);
  }
  return counts;
}
