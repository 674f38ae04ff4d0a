/** Reads content files from a folder, and says in plain words when one cannot be read as what it should be. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Problem } from './problem.js';

/** Where a problem is, before it is known what it is. */
type Where = Omit<Problem, 'message'>;

export interface ContentFolder {
  /** Names in a folder, sorted; empty where the folder is absent. */
  names(folder: string): string[];
  /** Undefined where the file is absent. */
  read(file: string): string | undefined;
}

export function contentFolder(root: string): ContentFolder {
  return {
    names(folder) {
      try {
        return readdirSync(join(root, folder)).sort();
      } catch {
        return [];
      }
    },
    read(file) {
      try {
        return readFileSync(join(root, file), 'utf8');
      } catch {
        return undefined;
      }
    },
  };
}

export function parseYaml(where: Where, text: string, problems: Problem[]): unknown {
  const document = parseDocument(text, { prettyErrors: true, uniqueKeys: true, logLevel: 'error' });
  const [error] = document.errors;
  if (error === undefined) {
    try {
      return document.toJS({ maxAliasCount: 100 });
    } catch {
      problems.push({
        ...where,
        message: 'This names the same part (*name) too often, or before it is there.',
      });
      return undefined;
    }
  }
  problems.push({ ...where, message: `This is not valid YAML: ${error.message.split('\n')[0]}` });
  return undefined;
}

export function parseJson(where: Where, text: string, problems: Problem[]): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : 'unreadable';
    problems.push({ ...where, message: `This is not valid JSON: ${detail}` });
    return undefined;
  }
}

/** Checks a value against a schema; each refusal is a problem that names the place in the file. */
export function check<T>(
  schema: z.ZodType<T>,
  value: unknown,
  where: Where,
  problems: Problem[],
): T | undefined {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues)
    problems.push({ ...where, message: `${path.length === 0 ? 'The whole' : path.join('.')}: ${message}` });
  return undefined;
}
