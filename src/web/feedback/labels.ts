/** How questions and answers of feedback are called where they are shown: as the dialogs themselves ask them. */
import type { TextTree } from '../../content/language.js';
import { AGE_GROUPS } from '../../feedback/entry.js';

export interface FeedbackLabels {
  /** All that are shipped, by their codes. */
  languages: readonly string[];
  question(language: string, question: string, age?: string): string;
  answer(language: string, question: string, answer: string, age?: string): string;
}

interface Spoken {
  code: string;
  texts: ReadonlyMap<string, TextTree>;
}

/** What has no text anywhere (a question that is asked no more) is told by its name. */
export function feedbackLabels(languages: readonly Spoken[]): FeedbackLabels {
  const find = (language: string, question: string, age: string | undefined, names: string[][]) => {
    const texts = languages.find(({ code }) => code === language)?.texts;
    const [campaign, own] = question.includes('/') ? question.split('/') : [undefined, question];
    const namespaces = [
      ...(campaign === undefined ? [] : [campaign]),
      ...(age === undefined ? [] : [`feedback-${age}`]),
      ...AGE_GROUPS.map((group) => `feedback-${group}`),
    ];
    for (const namespace of namespaces)
      for (const path of names) {
        const found = textAt(
          texts?.get(namespace),
          path.map((name) => (name === '' ? (own ?? '') : name)),
        );
        if (found !== undefined) return found;
      }
    return undefined;
  };
  return {
    languages: languages.map(({ code }) => code),
    question: (language, question, age) => find(language, question, age, [['', 'text']]) ?? inWords(question),
    answer: (language, question, answer, age) =>
      find(language, question, age, [
        ['', answer],
        ['answers', answer],
      ]) ?? inWords(answer),
  };
}

function textAt(tree: TextTree | undefined, path: readonly string[]): string | undefined {
  let at: TextTree | string | undefined = tree;
  for (const name of path) at = typeof at === 'object' && Object.hasOwn(at, name) ? at[name] : undefined;
  return typeof at === 'string' ? at : undefined;
}

const inWords = (name: string): string => name.slice(name.indexOf('/') + 1).replaceAll(/[_-]/g, ' ');
