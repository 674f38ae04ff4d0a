/** All steps of all dialogs as one graph: which step leads to which, and where each file stands. */
import { type Dialog, type DialogSet, resolveTarget, type Step, type Target } from '../../engine/dialog.js';
import { kindOf } from '../../engine/kinds/index.js';

export interface Node {
  dialog: Dialog;
  step: Step;
  /** Where it leads; targets that name nothing are in `broken`. */
  exits: Target[];
  broken: string[];
}

export interface Graph {
  nodes: ReadonlyMap<string, Node>;
  /** Where a person can enter without coming from a step: the start, the menu, the commands. */
  entries: string[];
}

export const nameOf = (dialog: string, step: string): string => `${dialog}/${step}`;
export const fileOf = ({ id, file }: Dialog): string => file ?? `dialogs/${id}.yaml`;

export function graphOf(set: DialogSet): Graph {
  const nodes = new Map<string, Node>();
  for (const dialog of set.dialogs.values())
    for (const step of dialog.steps.values()) {
      const written = kindOf(step.kind).exits(step.spec);
      const resolved = written.map((target) => ({
        target,
        to: resolveTarget(target, dialog.id, set.dialogs),
      }));
      nodes.set(nameOf(dialog.id, step.id), {
        dialog,
        step,
        exits: resolved.flatMap(({ to }) => (to === undefined ? [] : [to])),
        broken: resolved.filter(({ to }) => to === undefined).map(({ target }) => target),
      });
    }
  return { nodes, entries: entriesOf(set) };
}

function entriesOf(set: DialogSet): string[] {
  const called = [set.home.dialog, ...Object.values(set.commands)];
  const starts = called.flatMap((id) => {
    const dialog = set.dialogs.get(id);
    return dialog === undefined ? [] : [nameOf(id, dialog.start)];
  });
  return [...starts, nameOf(set.home.dialog, set.home.menu)];
}

/** The nodes that a node leads to. */
export function following(node: Node): string[] {
  return node.exits.flatMap((exit) => (exit.to === 'step' ? [nameOf(exit.dialog, exit.step)] : []));
}

/** Everything that can be reached from here, these included. */
export function reachable(from: readonly string[], next: (name: string) => readonly string[]): Set<string> {
  const seen = new Set<string>();
  const open = [...from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    open.push(...next(name));
  }
  return seen;
}
