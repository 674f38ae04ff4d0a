/** Reads the dialogs: one YAML file each, every step found by the verb that it begins with. */
import {
  COMMAND_DIALOGS,
  type Dialog,
  type DialogSet,
  dialogHeader,
  HOME,
  type Step,
} from '../engine/dialog.js';
import { type AnyKind, KINDS, kindName } from '../engine/kinds/index.js';
import { type ContentFolder, check, parseYaml } from './files.js';
import type { Problem } from './problem.js';

const FOLDER = 'dialogs';

export function loadDialogs(folder: ContentFolder, problems: Problem[]): DialogSet {
  const dialogs = new Map<string, Dialog>();
  for (const name of folder.names(FOLDER)) {
    if (!name.endsWith('.yaml')) continue;
    const file = `${FOLDER}/${name}`;
    const value = parseYaml({ file }, folder.read(file) ?? '', problems);
    if (value === undefined) continue;
    const dialog = readDialog(file, name.slice(0, -'.yaml'.length), value, problems);
    if (dialog !== undefined) dialogs.set(dialog.id, dialog);
  }
  return { dialogs, home: HOME, commands: COMMAND_DIALOGS };
}

function readDialog(file: string, name: string, value: unknown, problems: Problem[]): Dialog | undefined {
  const header = check(dialogHeader, value, { file }, problems);
  if (header === undefined) return undefined;
  if (header.id !== name)
    problems.push({
      file,
      message: `The id is ${header.id}, but the file is named ${name}. Make them the same.`,
    });
  const steps = new Map<string, Step>();
  for (const [id, spec] of Object.entries(header.steps)) {
    const step = readStep(file, header.id, id, spec, problems);
    if (step !== undefined) steps.set(id, step);
  }
  return { id: header.id, for: header.for, start: header.start, takes: header.takes ?? {}, steps };
}

function readStep(
  file: string,
  dialog: string,
  id: string,
  spec: unknown,
  problems: Problem[],
): Step | undefined {
  const kind = findKind(spec);
  if (kind === undefined) {
    const verbs = KINDS.map(kindName).join(', ');
    problems.push({
      file,
      step: id,
      message: `This step does nothing that is known. A step is one of: ${verbs}.`,
    });
    return undefined;
  }
  const read = check(kind.schema, spec, { file, step: id }, problems);
  return read === undefined ? undefined : { kind: kindName(kind), id, dialog, spec: read };
}

function findKind(spec: unknown): AnyKind | undefined {
  if (typeof spec !== 'object' || spec === null) return undefined;
  const step = spec as Record<string, unknown>;
  const same = KINDS.filter(({ verb }) => verb in step);
  return same.find(({ verb, value }) => value === undefined || step[verb] === value);
}
