/** From answers to help: rules name steps, answers and needs that exist, and every factor leads somewhere. */
import { type Dialog, resolveTarget } from '../../engine/dialog.js';
import { type Question, SKIP } from '../../engine/kinds/question.js';
import type { Rules } from '../../engine/rules.js';
import { rulesFile } from '../dialogs.js';
import { askedFactors, FACTORS, FACTORS_FILE } from '../factors.js';
import type { Content } from '../load.js';
import type { Problem } from '../problem.js';
import { fileOf } from './graph.js';

/** Kinds of step that can do nothing without rules. */
const NEED_RULES = new Set(['suggest', 'plan']);

export function proveRules(content: Content): Problem[] {
  const needs = new Set(content.needs.map(({ code }) => code));
  return [
    ...[...content.dialogs.dialogs.values()].flatMap((dialog) => [
      ...lackingRules(dialog),
      ...wrongRules(dialog, needs),
      ...lostWays('stops', dialog.stops, dialog, content),
      ...lostWays('dangers', dialog.dangers, dialog, content),
    ]),
    ...urgentAnswers(content),
    ...proveFactors(content),
  ];
}

function lackingRules(dialog: Dialog): Problem[] {
  return [...dialog.steps.values()]
    .filter(({ kind }) => dialog.rules === undefined && NEED_RULES.has(kind))
    .map(({ id, kind }) => ({
      file: fileOf(dialog),
      step: id,
      message: `The step ${kind}s by rules, but there are none. Write them in ${rulesFile(dialog.id)}.`,
    }));
}

function wrongRules({ id, steps, rules }: Dialog, needs: ReadonlySet<string>): Problem[] {
  if (rules === undefined) return [];
  const file = rulesFile(id);
  const conditions: Rules['rules'][number]['when'][] = [
    ...rules.rules.map(({ when }) => when),
    ...rules.never.map(({ unless }) => unless),
  ];
  const wrong = conditions.flatMap((condition) =>
    Object.entries(condition).flatMap(([step, answers]) => {
      const found = steps.get(step);
      if (found?.kind !== 'question')
        return [
          { file, step, message: `A rule looks at ${step}, but no question of this dialog is named so.` },
        ];
      const { question } = found.spec as Question;
      return answers.flatMap((answer) => {
        if (answer === SKIP)
          return [
            {
              file,
              step,
              message: 'A rule looks at skip. “Rather not say” adds nothing and signals nothing.',
            },
          ];
        return question.includes(answer)
          ? []
          : [{ file, step, message: `A rule looks at the answer ${answer}, which this question has not.` }];
      });
    }),
  );
  const empty = conditions.some((condition) => Object.keys(condition).length === 0)
    ? [{ file, message: 'A rule has no condition. Name a step and its answers.' }]
    : [];
  const unknown = [...rules.rules, ...rules.never]
    .flatMap(({ help }) => help)
    .filter((code) => !needs.has(code))
    .map((code) => ({ file, message: `A rule names the help ${code}, which is not in locales/needs.yaml.` }));
  return [...wrong, ...empty, ...unknown];
}

function lostWays(
  name: 'stops' | 'dangers',
  ways: Record<string, string> | undefined,
  dialog: Dialog,
  { dialogs }: Content,
): Problem[] {
  return Object.entries(ways ?? {})
    .filter(
      ([step, target]) =>
        !dialog.steps.has(step) || resolveTarget(target, dialog.id, dialogs.dialogs) === undefined,
    )
    .map(([step, target]) => ({
      file: fileOf(dialog),
      message: `${name}: ${step} leads to ${target}, and one of them does not exist.`,
    }));
}

/** What the factor table marks as not to wait must bring a card, wherever it is asked. */
function urgentAnswers({ factors, dialogs }: Content): Problem[] {
  const asked = askedFactors(dialogs);
  return factors
    .flatMap(({ urgent }) => urgent)
    .flatMap((code) => {
      const own = asked.filter(({ factor }) => factor === code);
      if (own.length === 0)
        return [{ file: FACTORS_FILE, message: `${code} must not wait, but no question asks it.` }];
      return own
        .filter(({ question }) => Object.keys(question.urgent).length === 0)
        .map(({ dialog, step }) => ({
          file: `dialogs/${dialog}.yaml`,
          step,
          message: `An answer to this question (${code}) must not wait. Name the danger card that it brings under urgent.`,
        }));
    });
}

function proveFactors({ factors, dialogs }: Content): Problem[] {
  const asked = askedFactors(dialogs);
  const codes = new Set(factors.map(({ code }) => code));
  const leads = new Set(asked.map(({ factor }) => factor.slice(0, 'VF00'.length)));
  const nowhere = factors
    .filter(({ code, instead }) => instead === undefined && !leads.has(code))
    .map(({ code }) => ({
      file: FACTORS_FILE,
      message: `${code} leads nowhere: no question has it as its factor, and it does not say what happens instead.`,
    }));
  const strange = asked
    .filter(({ factor }) => !codes.has(factor.slice(0, 'VF00'.length)))
    .map(({ factor, dialog, step }) => ({
      file: `dialogs/${dialog}.yaml`,
      step,
      message: `The factor ${factor} is not in ${FACTORS_FILE}.`,
    }));
  const helpless = asked
    .filter(({ question, help }) => help.length === 0 && Object.keys(question.urgent).length === 0)
    .map(({ factor, dialog, step }) => ({
      file: `dialogs/${dialog}.yaml`,
      step,
      message: `No answer to this question (${factor}) leads to any help. Give it a rule in ${rulesFile(dialog)}.`,
    }));
  const number =
    codes.size === FACTORS
      ? []
      : [
          {
            file: FACTORS_FILE,
            message: `There are ${codes.size} factors here; the source names ${FACTORS}.`,
          },
        ];
  return [...nowhere, ...strange, ...helpless, ...number];
}
