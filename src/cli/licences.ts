/** `kinline licences`: what is installed, held against the licences we take and the advisories we know, offline. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, parseYaml } from '../content/files.js';
import { describe, type Problem } from '../content/problem.js';
import { dependencyProblems, dependencyRules } from '../operations/dependencies/check.js';
import { installedPackages } from '../operations/dependencies/installed.js';

const FILE = 'deploy/dependencies.yaml';

export function runLicences(root: string): number {
  const file = join(root, FILE);
  if (!existsSync(file) || !existsSync(join(root, 'package-lock.json')))
    return refuse([`There is no ${FILE} or no package-lock.json in ${root}.`]);
  const problems: Problem[] = [];
  const value = parseYaml({ file }, readFileSync(file, 'utf8'), problems);
  const rules = check(dependencyRules, value, { file }, problems);
  if (rules === undefined || problems.length > 0) return refuse(problems.map(describe));
  const { packages, missing } = installedPackages(root);
  const found = [
    ...missing.map(({ name, why }) => `${name} ${why}.`),
    ...dependencyProblems(packages, rules),
  ];
  if (found.length > 0) return refuse(found);
  const served = packages.filter(({ forTests }) => !forTests).length;
  process.stdout.write(
    `${packages.length} packages, ${served} of them served: each has a licence that we take, and none is in ${rules.advisories.length} advisories.\n`,
  );
  return 0;
}

function refuse(lines: readonly string[]): number {
  process.stderr.write(`${lines.join('\n')}\n`);
  return 1;
}
