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
import { type Rules, rulesSchema } from '../engine/rules.js';
import { type ContentFolder, check, parseYaml } from './files.js';
import type { Problem } from './problem.js';

const FOLDER = 'dialogs';

export function loadDialogs(folder: ContentFolder, problems: Problem[]): DialogSet {
  const dialogs = new Map<string, Dialog>();
  for (const file of dialogFiles(folder)) {
    const name = file.slice(file.lastIndexOf('/') + 1);
    const value = parseYaml({ file }, folder.read(file) ?? '', problems);
    if (value === undefined) continue;
    const dialog = readDialog(file, name.slice(0, -'.yaml'.length), value, problems);
    if (dialog === undefined) continue;
    const rules = readRules(folder, dialog.id, problems);
    dialogs.set(dialog.id, rules === undefined ? dialog : { ...dialog, rules });
  }
  return { dialogs, home: HOME, commands: COMMAND_DIALOGS };
}

/** What stands beside a dialog in a folder of its name, and is none. */
const BESIDE = ['rules.yaml', 'factors.yaml'];

/** Those that belong together may stand in a folder. */
function dialogFiles(folder: ContentFolder): string[] {
  const isDialog = (name: string): boolean => name.endsWith('.yaml') && !BESIDE.includes(name);
  return folder.names(FOLDER).flatMap((name) => {
    if (name.includes('.')) return isDialog(name) ? [`${FOLDER}/${name}`] : [];
    const within = `${FOLDER}/${name}`;
    return folder
      .names(within)
      .filter(isDialog)
      .map((inner) => `${within}/${inner}`);
  });
}

export const rulesFile = (dialog: string): string => `${FOLDER}/${dialog}/rules.yaml`;

/** A dialog's rules stand beside it, in a folder of its name; most dialogs have none. */
function readRules(folder: ContentFolder, dialog: string, problems: Problem[]): Rules | undefined {
  const file = rulesFile(dialog);
  const text = folder.read(file);
  const value = text === undefined ? undefined : parseYaml({ file }, text, problems);
  return value === undefined ? undefined : check(rulesSchema, value, { file }, problems);
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
  const { id, for: whom, start, takes = {}, stops, dangers, wiped_after: wipedAfter, imported } = header;
  return {
    id,
    for: whom,
    start,
    takes,
    file,
    ...(stops === undefined ? {} : { stops }),
    ...(dangers === undefined ? {} : { dangers }),
    ...(wipedAfter === undefined ? {} : { wipedAfter }),
    ...(imported === undefined ? {} : { imported }),
    steps,
  };
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
