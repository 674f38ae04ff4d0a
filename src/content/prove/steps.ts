/** Every step can be reached, leads somewhere that exists, can reach an end, and never runs in a circle unasked. */
import { resolveTarget } from '../../engine/dialog.js';
import { kindOf } from '../../engine/kinds/index.js';
import type { Content } from '../load.js';
import type { Problem } from '../problem.js';
import { fileOf, following, type Graph, graphOf, type Node, nameOf, reachable } from './graph.js';

export function proveSteps({ dialogs }: Content): Problem[] {
  const graph = graphOf(dialogs);
  return [
    ...missingDialogs(dialogs.dialogs, dialogs),
    ...[...dialogs.dialogs.values()].flatMap((dialog) => {
      const file = fileOf(dialog);
      const problems: Problem[] = [];
      if (!dialog.steps.has(dialog.start))
        problems.push({ file, message: `start: there is no step ${dialog.start} in this dialog.` });
      for (const [what, target] of Object.entries(dialog.takes))
        if (target !== undefined && !takesIt(what, resolveTarget(target, dialog.id, dialogs.dialogs), graph))
          problems.push({ file, message: `takes: ${target} is not a step that asks for a ${what}.` });
      return problems;
    }),
    ...[...graph.nodes.values()].flatMap((node) => [...brokenTargets(node), ...brokenReads(node)]),
    ...unreachable(graph),
    ...endless(graph),
    ...circles(graph),
  ];
}

function missingDialogs(
  known: Content['dialogs']['dialogs'],
  { home, commands }: Content['dialogs'],
): Problem[] {
  const problems = Object.entries(commands)
    .filter(([, id]) => !known.has(id))
    .map(([command, id]) => ({
      file: `dialogs/${id}.yaml`,
      message: `This dialog is missing: the word “${command}” needs it at every step.`,
    }));
  if (!known.get(home.dialog)?.steps.has(home.menu))
    problems.push({
      file: `dialogs/${home.dialog}.yaml`,
      message: `The step ${home.menu} is missing: the word “menu” leads there.`,
    });
  return problems;
}

function takesIt(what: string, target: ReturnType<typeof resolveTarget>, { nodes }: Graph): boolean {
  if (target?.to !== 'step') return false;
  const node = nodes.get(nameOf(target.dialog, target.step));
  const asks = node === undefined ? false : kindOf(node.step.kind).asks(node.step.spec);
  return asks !== false && asks.takes === what;
}

function brokenTargets({ dialog, step, broken }: Node): Problem[] {
  return broken.map((target) => ({
    file: fileOf(dialog),
    step: step.id,
    message: `leads to ${target}, which does not exist. Name a step of this dialog, dialog:name, return, end or leave.`,
  }));
}

function brokenReads({ dialog, step }: Node): Problem[] {
  return kindOf(step.kind)
    .reads(step.spec)
    .filter((read) => {
      const node = dialog.steps.get(read);
      return node === undefined || kindOf(node.kind).asks(node.spec) === false;
    })
    .map((read) => ({
      file: fileOf(dialog),
      step: step.id,
      message: `uses the answer of ${read}, but there is no step ${read} here that asks anything.`,
    }));
}

function nextOf(graph: Graph, name: string): string[] {
  const node = graph.nodes.get(name);
  return node === undefined ? [] : following(node);
}

function unreachable(graph: Graph): Problem[] {
  const reached = reachable(graph.entries, (name) => nextOf(graph, name));
  return [...graph.nodes]
    .filter(([name]) => !reached.has(name))
    .map(([, { dialog, step }]) => ({
      file: fileOf(dialog),
      step: step.id,
      message: 'Nobody can get to this step. Lead to it from another step, or delete it.',
    }));
}

/** Walks backwards from the ends. */
function endless(graph: Graph): Problem[] {
  const before = new Map<string, string[]>();
  const ends: string[] = [];
  for (const [name, node] of graph.nodes) {
    if (node.exits.some(({ to }) => to !== 'step')) ends.push(name);
    for (const next of following(node)) before.set(next, [...(before.get(next) ?? []), name]);
  }
  const ending = reachable(ends, (name) => before.get(name) ?? []);
  return [...graph.nodes]
    .filter(([name, node]) => !ending.has(name) && node.broken.length === 0)
    .map(([, { dialog, step }]) => ({
      file: fileOf(dialog),
      step: step.id,
      message: 'From here the conversation can never end. Let some way lead to return, end or leave.',
    }));
}

/** Steps that ask nothing and lead back to themselves would talk for ever. */
function circles(graph: Graph): Problem[] {
  const silent = (name: string): string[] => {
    const node = graph.nodes.get(name);
    if (node === undefined || kindOf(node.step.kind).asks(node.step.spec) !== false) return [];
    return following(node);
  };
  return [...graph.nodes]
    .filter(([name]) => reachable(silent(name), silent).has(name) && silent(name).length > 0)
    .map(([, { dialog, step }]) => ({
      file: fileOf(dialog),
      step: step.id,
      message: 'This step leads back to itself without asking anything. Put a question on the way.',
    }));
}
