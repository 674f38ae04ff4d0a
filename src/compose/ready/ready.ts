/**
 * Content that was read, proved and laid out for listening, kept beside the program by the build. To read and prove a
 * megabyte of YAML takes seconds and leaves its memory behind; a start takes this copy for as long as every file that
 * it was made of, and the program that made it, are the same.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Inputs, unchanged } from '../../content/inputs.js';
import type { Content } from '../../content/load.js';
import type { PackedSenses } from '../../language/packed-senses.js';
import { readArchive, writeArchive } from './archive.js';
import { type KeptLanguage, kept, restored } from './languages.js';
import { programIn } from './program.js';

export const READY_FILE = 'content.ready';

export interface ReadyContent {
  content: Content;
  senses: PackedSenses;
}

interface Kept {
  program: string;
  inputs: Inputs;
  content: Omit<Content, 'languages'> & { languages: KeptLanguage[] };
  senses: PackedSenses;
}

/** Undefined where there is none, or none of what stands in the files now. */
export function readReady(root: string, program: string): ReadyContent | undefined {
  // Only the build writes this file, and its fingerprint holds: what it says of itself is so.
  const found = readArchive(join(program, READY_FILE)) as Kept | undefined;
  if (found === undefined || found.program !== programIn(program) || !unchanged(root, found.inputs))
    return undefined;
  return {
    content: { ...found.content, languages: found.content.languages.map(restored) },
    senses: found.senses,
  };
}

export function writeReady(program: string, inputs: Inputs, { content, senses }: ReadyContent): void {
  const found: Kept = {
    program: programIn(program),
    inputs,
    content: { ...content, languages: content.languages.map(kept) },
    senses,
  };
  writeArchive(join(program, READY_FILE), found);
}

export const forgetReady = (program: string): void => rmSync(join(program, READY_FILE), { force: true });
