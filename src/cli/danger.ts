/** `kinline danger why` and `kinline danger train`: what is taken for danger and why, and learning it anew. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyOfLists, fingerprint, MODEL_FILE, writeModel } from '../content/danger-model.js';
import { readTraining, trainingFile } from '../content/danger-training.js';
import { type ContentFolder, contentFolder, parseYaml } from '../content/files.js';
import type { Language } from '../content/language.js';
import { loadContent } from '../content/load.js';
import { describe, type Problem } from '../content/problem.js';
import { createDangerSense } from '../language/danger/sense.js';
import { IN_LATIN, scriptOf } from '../language/danger/statistics.js';
import { type Lesson, train } from '../language/danger/train.js';

const URGENT_NEEDS: readonly string[] = [
  'crisis_shelter',
  'food',
  'financial_support',
  'psychosocial',
  'housing',
  'violence_support',
  'helpline',
  'mental_health',
  'addiction_support',
  'legal_aid',
  'family_reunification',
  'trafficking_support',
];
/** Until the tuning messages say better. */
const THRESHOLD = -1;

export function runDangerWhy(root: string, text: string, language: string): number {
  const { content } = loadContent(root);
  if (!content.languages.some(({ code }) => code === language)) {
    process.stderr.write(
      `There is no language “${language}”. Say one of: ${content.languages.map(({ code }) => code).join(', ')}.\n`,
    );
    return 1;
  }
  const { seen, lists, heard } = createDangerSense(content.languages).look(text, language);
  const lines = [
    seen === undefined ? 'No danger is seen.' : `${seen.class}: ${seen.because}.`,
    ...lists.standing.map(
      ({ pattern, start, end }) =>
        `  matches “${pattern.text}” (${pattern.meaning.class}, ${pattern.language}): ${wordsFrom(lists.tokens, start, end)}`,
    ),
    ...lists.takenBack.map(
      ({ match, by }) =>
        `  “${match.pattern.text}” (${match.pattern.meaning.class}, ${match.pattern.language}) would match, but “${by.pattern.text}” (${by.pattern.meaning.kind}) takes it back.`,
    ),
    ...(heard === undefined
      ? ['  Nothing in it sounds much like danger.']
      : [
          `  Sounds like ${heard.class} in ${heard.language}: ${heard.above >= 0 ? 'above' : 'below'} the threshold by ${Math.abs(heard.above).toFixed(1)}, most of all for ${heard.words.join(', ')}.`,
        ]),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

function wordsFrom(tokens: readonly { word: string }[], start: number, end: number): string {
  return tokens
    .slice(start, end)
    .map(({ word }) => word)
    .join(' ');
}

/** @param only the languages to learn; all that have a training text when empty */
export function runDangerTrain(root: string, only: readonly string[], wanted?: number): number {
  const folder = contentFolder(root);
  const { content, problems: unread } = loadContent(root);
  const problems: Problem[] = [...unread];
  const lessons = new Map<string, Lesson>();
  for (const language of content.languages) {
    const training = readTraining(folder, language, problems);
    if (training !== undefined)
      lessons.set(language.code, { training, groups: language.danger.groups, asked: askedOf(language) });
  }
  if (problems.length > 0) {
    process.stderr.write(`${problems.map(describe).join('\n')}\n`);
    return 1;
  }
  for (const language of content.languages) {
    const { code } = language;
    const own = lessons.get(code);
    if (own === undefined || (only.length > 0 && !only.includes(code))) continue;
    const spoken = IN_LATIN[scriptOf(code)];
    const others = [...lessons].filter(([other]) => other !== code).map(([, lesson]) => lesson);
    const learnt = train(own, spoken === undefined ? ['written'] : ['written', spoken], others);
    const learntFrom = fingerprint(folder.read(trainingFile(code)) ?? '', language.danger.groups);
    const threshold = wanted ?? language.dangerModel?.threshold ?? THRESHOLD;
    writeFileSync(
      join(root, `locales/${code}/${MODEL_FILE}`),
      writeModel({ ...learnt, learntFrom, threshold, lists: copied(folder, code) }),
    );
    process.stdout.write(`${code}: learnt from ${trainingFile(code)}.\n`);
  }
  return 0;
}

function copied(folder: ContentFolder, code: string): { from: string; packed: string } {
  const file = `locales/${code}/danger.yaml`;
  const text = folder.read(file) ?? '';
  return copyOfLists(text, parseYaml({ file, language: code }, text, []));
}

/** Sentences about needs are everyday ones, but for needs that somebody in danger may have. */
function askedOf({ needs }: Language): string[] {
  return Object.entries(needs)
    .filter(([need]) => !URGENT_NEEDS.includes(need))
    .flatMap(([, { says }]) => says);
}
