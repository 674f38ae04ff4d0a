/** `datapackage.json`, by which tabular packages say which file is which table. */
import { z } from 'zod';
import type { Names } from './csv.js';
import { decodeText } from './csv.js';
import type { SourceFile } from './source-file.js';

export const PACKAGE = 'datapackage.json';

const shape = z.looseObject({
  resources: z.array(z.looseObject({ name: z.string().optional(), path: z.string().optional() })),
});

/** Empty where there is no such file, or one of another form: the files' own names tell then. */
export function readPackage(files: readonly SourceFile[]): Names {
  const file = files.find(({ name }) => name.toLowerCase() === PACKAGE);
  const names = new Map<string, string>();
  if (!file) return names;
  try {
    for (const { name, path } of shape.parse(JSON.parse(decodeText(file.bytes) ?? '')).resources)
      if (name && path) names.set(path.replace(/^.*[\\/]/, '').toLowerCase(), name);
  } catch {
    return new Map();
  }
  return names;
}
