/** The packages that are installed, and those that the lock file names for other machines. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface InstalledPackage {
  name: string;
  version: string;
  /** As the package itself says it, an expression of SPDX; undefined where it says nothing. */
  licence: string | undefined;
  /** True where it is needed for tests and building only. */
  forTests: boolean;
}

interface Locked {
  version?: string;
  license?: string;
  dev?: boolean;
  devOptional?: boolean;
  optional?: boolean;
}

/** A package that is neither installed nor meant for another machine, or in another version than the lock file's. */
export interface Missing {
  name: string;
  why: string;
}

export function installedPackages(root: string): { packages: InstalledPackage[]; missing: Missing[] } {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const packages: InstalledPackage[] = [];
  const missing: Missing[] = [];
  for (const [path, locked] of Object.entries(lock.packages)) {
    if (path === '') continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const forTests = locked.dev === true || locked.devOptional === true;
    const file = join(root, path, 'package.json');
    const found = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : undefined;
    const version = found?.version ?? locked.version ?? '';
    if (found !== undefined && found.version !== locked.version)
      missing.push({ name, why: `is installed as ${version}, and the lock file says ${locked.version}` });
    // What is for other machines, or left out of a production install, is judged by what the lock file knows of it.
    if (found === undefined && locked.optional !== true && !forTests)
      missing.push({ name, why: 'is not installed: run npm ci' });
    packages.push({
      name,
      version,
      licence: found === undefined ? locked.license : licenceOf(found),
      forTests,
    });
  }
  return { packages, missing };
}

interface Manifest {
  version?: string;
  license?: string | { type?: string };
  licenses?: { type?: string }[];
}

function licenceOf({ license, licenses }: Manifest): string | undefined {
  if (typeof license === 'string') return license;
  if (license?.type !== undefined) return license.type;
  const types = (licenses ?? []).flatMap(({ type }) => type ?? []);
  return types.length === 0 ? undefined : types.join(' OR ');
}
