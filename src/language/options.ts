/** Matches what a person typed to what is on the screen: a number, the words on a button, or most of them. */

import { alike } from './alike.js';
import { fold } from './fold.js';

/** A button as it reads on the screen, in order. */
export interface Labelled {
  id: string;
  label: string;
}

const NUMBER = /^(?:nr|no|n|№)?\s*([0-9]{1,2})$/;

/** The button whose number or whole label this is. */
export function sameOption(folded: string, options: readonly Labelled[]): Labelled | undefined {
  const number = NUMBER.exec(folded)?.[1];
  if (number !== undefined) return options[Number(number) - 1];
  return options.find(({ label }) => fold(label) === folded);
}

/** The button whose number and beginning this is: where a label was shortened, a tap may say no more than that. */
export function shortenedOption(folded: string, options: readonly Labelled[]): Labelled | undefined {
  const [, number, start = ''] = /^([0-9]{1,2}) (.+)$/.exec(folded) ?? [];
  const option = options[Number(number) - 1];
  return option !== undefined && fold(option.label).startsWith(start) ? option : undefined;
}

/** The one button that most of the words are on, or that is a slip of the finger away. */
export function closeOption(folded: string, options: readonly Labelled[]): Labelled | undefined {
  if (folded.length < 3) return undefined;
  const words = folded.split(' ');
  const scored = options
    .map((option) => ({ option, score: closeness(words, fold(option.label).split(' ')) }))
    .filter(({ score }) => score >= 0.7)
    .sort((a, b) => b.score - a.score);
  const [first, second] = scored;
  return first !== undefined && first.score > (second?.score ?? 0) ? first.option : undefined;
}

/** Share of the words said that stand on the label, if they are a good part of it. */
function closeness(said: readonly string[], label: readonly string[]): number {
  const hits = said.reduce((sum, word) => sum + Math.max(0, ...label.map((on) => alike(word, on))), 0);
  const letters = said.join('').length / label.join('').length;
  return letters < 0.4 ? 0 : hits / said.length;
}
