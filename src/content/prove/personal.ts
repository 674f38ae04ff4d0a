/** Nothing personal is asked before a person was told what it is for and what is kept. */
import { kindOf } from '../../engine/kinds/index.js';
import type { Content } from '../load.js';
import type { Problem } from '../problem.js';
import { fileOf, following, graphOf, type Node, reachable } from './graph.js';

export function provePersonal({ dialogs }: Content): Problem[] {
  const graph = graphOf(dialogs);
  const unaware = reachable(graph.entries, (name) => {
    const node = graph.nodes.get(name);
    return node === undefined || tells(node) ? [] : following(node);
  });
  return [...graph.nodes]
    .filter(([name, node]) => unaware.has(name) && asksPersonally(node))
    .map(([, { dialog, step }]) => ({
      file: fileOf(dialog),
      step: step.id,
      message:
        'This asks something personal, but a person can get here without a notice. Give it a notice, or put a say step with notice: true before it.',
    }));
}

function tells({ step }: Node): boolean {
  const { notice } = step.spec as { notice?: unknown };
  return notice !== undefined;
}

function asksPersonally({ step }: Node): boolean {
  const asks = kindOf(step.kind).asks(step.spec);
  return asks !== false && asks.personal && !asks.notice;
}
