/** The invented directory as the build has imported it, so that a start need not read its tables. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { contentFolder } from '../../content/files.js';
import { fingerprintOf, type Inputs, unchanged } from '../../content/inputs.js';
import type { Directory } from '../../directory/model.js';
import { readArchive, writeArchive } from './archive.js';
import { programIn } from './program.js';

export const DEMO_FILE = 'demo.ready';
/** Relative to the folder that holds `dialogs/` and `locales/`. */
export const DEMO_FOLDER = 'demo/directory';
const NEEDS = 'locales/needs.yaml';

interface Kept {
  program: string;
  inputs: Inputs;
  /** What has ended is not imported, so a directory is that of its day. */
  day: string;
  directory: Directory;
}

const dayOf = (now: Date): string => now.toISOString().slice(0, 10);

/** Undefined where there is none, or none of today and of what stands in the files now. */
export function readDemo(root: string, program: string, now: Date): Directory | undefined {
  const found = readArchive(join(program, DEMO_FILE)) as Kept | undefined;
  if (found === undefined || found.day !== dayOf(now) || found.program !== programIn(program))
    return undefined;
  if (!unchanged(root, found.inputs)) return undefined;
  return { ...found.directory, importedAt: now.toISOString() };
}

/** @param make imports the demo directory */
export async function keepDemo(
  root: string,
  program: string,
  now: Date,
  make: () => Promise<Directory>,
): Promise<void> {
  const names = contentFolder(root).names(DEMO_FOLDER);
  const files = [...names.map((name) => `${DEMO_FOLDER}/${name}`), NEEDS];
  const inputs: Inputs = {
    names: [[DEMO_FOLDER, names.join('\n')]],
    files: files.map((file) => [file, fingerprintOf(join(root, file))]),
  };
  const kept: Kept = { program: programIn(program), inputs, day: dayOf(now), directory: await make() };
  writeArchive(join(program, DEMO_FILE), kept);
}

export const forgetDemo = (program: string): void => rmSync(join(program, DEMO_FILE), { force: true });
