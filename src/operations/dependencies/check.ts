/** Holds what is installed against the licences that are allowed and the advisories that are known. */
import { z } from 'zod';
import type { InstalledPackage } from './installed.js';

const version = z.string().regex(/^\d+\.\d+\.\d+$/, 'must be a version, like 1.2.3');

export const dependencyRules = z.strictObject({
  allowed: z.array(z.string().min(1)).min(1),
  named: z.array(
    z.strictObject({
      package: z.string().min(1),
      licence: z.string().min(1),
      for: z.literal('tests').optional(),
      why: z.string().min(1),
    }),
  ),
  advisories: z.array(
    z.strictObject({
      id: z.string().min(1),
      package: z.string().min(1),
      what: z.string().min(1),
      affected: z.array(z.strictObject({ from: version.optional(), below: version })).min(1),
    }),
  ),
});
export type DependencyRules = z.infer<typeof dependencyRules>;

/** What is wrong, a sentence each; empty when all is well. */
export function dependencyProblems(packages: readonly InstalledPackage[], rules: DependencyRules): string[] {
  return packages.flatMap((one) => [...licenceProblems(one, rules), ...advisoryProblems(one, rules)]);
}

function licenceProblems(
  { name, version: at, licence, forTests }: InstalledPackage,
  { allowed, named }: DependencyRules,
): string[] {
  const looked = named.find((each) => each.package === name);
  if (looked !== undefined) {
    if (licence !== undefined && licence !== looked.licence)
      return [`${name} ${at} has the licence ${licence} now; we looked at ${looked.licence}.`];
    return looked.for === 'tests' && !forTests
      ? [`${name} ${at} (${looked.licence}) is all right for tests only, and is served now.`]
      : [];
  }
  if (licence === undefined) return [`${name} ${at} names no licence.`];
  return isAllowed(licence, new Set(allowed)) ? [] : [`${name} ${at} has the licence ${licence}.`];
}

/** Of `A OR B` one is enough, of `A AND B` all are needed; AND binds closer, as SPDX has it. */
export function isAllowed(expression: string, allowed: ReadonlySet<string>): boolean {
  const words = expression.match(/\(|\)|[^\s()]+/g) ?? [];
  let at = 0;
  const next = () => words[at++];
  const one = (): boolean => {
    const word = next();
    if (word !== '(') return word !== undefined && allowed.has(word);
    const inner = either();
    return next() === ')' && inner;
  };
  const all = (): boolean => {
    let sum = one();
    while (words[at] === 'AND') {
      at += 1;
      sum = one() && sum;
    }
    return sum;
  };
  const either = (): boolean => {
    let sum = all();
    while (words[at] === 'OR') {
      at += 1;
      sum = all() || sum;
    }
    return sum;
  };
  return either() && at === words.length;
}

function advisoryProblems(
  { name, version: at }: InstalledPackage,
  { advisories }: DependencyRules,
): string[] {
  return advisories
    .filter((each) => each.package === name)
    .filter(({ affected }) =>
      affected.some(({ from, below }) => isBelow(at, below) && !(from !== undefined && isBelow(at, from))),
    )
    .map(({ id, what }) => `${name} ${at}: ${what} (${id}).`);
}

/** A version before a release (1.2.3-beta) is taken for the one before it. */
function isBelow(one: string, other: string): boolean {
  const numbers = (text: string) => (text.split(/[-+]/)[0] ?? '').split('.').map(Number);
  const [mine, theirs] = [numbers(one), numbers(other)];
  for (let place = 0; place < 3; place += 1) {
    const difference = (mine[place] ?? 0) - (theirs[place] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return /^[\d.]+-/.test(one);
}
