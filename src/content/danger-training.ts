/** The sentences that a language's statistical layer learns from, and whether it learnt from them as they are now. */
import { type DangerTraining, trainingSchema } from './danger.js';
import { fingerprint, MODEL_FILE, readModel } from './danger-model.js';
import { type ContentFolder, check, contentFolder, parseYaml } from './files.js';
import type { Language } from './language.js';
import type { Problem } from './problem.js';

export const trainingFile = (code: string): string => `locales/${code}/danger-training.yaml`;

/** Undefined where a language has none, or one that cannot be read. */
export function readTraining(
  folder: ContentFolder,
  { code }: Language,
  problems: Problem[],
): DangerTraining | undefined {
  const file = trainingFile(code);
  const text = folder.read(file);
  if (text === undefined) return undefined;
  const value = parseYaml({ file, language: code }, text, problems);
  return value === undefined ? undefined : check(trainingSchema, value, { file, language: code }, problems);
}

/** Weights that were learnt from another text than the one that stands there. */
export function staleModels(root: string, languages: readonly Language[]): Problem[] {
  const folder = contentFolder(root);
  return languages.flatMap(({ code, danger }) => {
    const text = folder.read(trainingFile(code));
    if (text === undefined) return [];
    const model = readModel(folder.read(`locales/${code}/${MODEL_FILE}`) ?? '');
    if (model?.learntFrom === fingerprint(text, danger.groups)) return [];
    const message = `This was not learnt from ${trainingFile(code)} as it is now. Run: npm run kinline -- danger train`;
    return [{ file: `locales/${code}/${MODEL_FILE}`, language: code, message }];
  });
}
