/** Buttons: no two of one step read the same, none is too long, and there are not too many for any channel. */
import type { ChannelLimits } from '../../channels/channel.js';
import { kindOf } from '../../engine/kinds/index.js';
import { fold } from '../../language/fold.js';
import type { Language } from '../language.js';
import type { Content } from '../load.js';
import type { Problem } from '../problem.js';
import { textsOf } from './flatten.js';
import { textFile } from './texts.js';

/** A step's buttons with their words, in one language. */
export interface Screen {
  dialog: string;
  step: string;
  buttons: { key: string; words: string }[];
}

/** Buttons of the program's own that stand under every screen. */
const EVERYWHERE = ['common:help_now'];

export function screensOf({ dialogs, needs }: Content, language: Language): Screen[] {
  const texts = textsOf(language);
  const wordsOf = (key: string) => texts.get(key)?.forms.get('') ?? '';
  return [...dialogs.dialogs.values()].flatMap((dialog) =>
    [...dialog.steps.values()].map((step) => {
      const kind = kindOf(step.kind);
      const own = kind
        .buttons(step.spec)
        .map(({ option, label = `${step.id}.${option}` }) => `${dialog.id}:${label}`);
      const asks = kind.asks(step.spec);
      const tapped =
        asks !== false && asks.takes === 'need'
          ? [
              ...needs.filter(({ tap }) => tap !== undefined).map(({ code }) => `needs:${code}`),
              'common:more_needs',
            ]
          : asks !== false && asks.takes === 'place'
            ? ['common:share_location']
            : [];
      const keys = [...own, ...tapped, ...(asks === false ? [] : EVERYWHERE)];
      return { dialog: dialog.id, step: step.id, buttons: keys.map((key) => ({ key, words: wordsOf(key) })) };
    }),
  );
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
export const lengthOf = (words: string): number => [...graphemes.segment(words)].length;

export function proveLabels(content: Content, limits: ChannelLimits): Problem[] {
  return content.languages.flatMap((language) =>
    screensOf(content, language).flatMap(({ step, buttons }) => [
      ...repeated(buttons, step, language.code),
      ...tooLong(buttons, step, language.code, limits),
    ]),
  );
}

function repeated(buttons: Screen['buttons'], step: string, language: string): Problem[] {
  const seen = new Map<string, string>();
  return buttons.flatMap(({ key, words }) => {
    const same = words === '' ? undefined : seen.get(fold(words));
    seen.set(fold(words), key);
    if (same === undefined) return [];
    const message = `Two buttons of this step read “${words}” (${same} and ${key}). Give one of them other words.`;
    return [{ file: textFile(language, key), step, language, message }];
  });
}

function tooLong(
  buttons: Screen['buttons'],
  step: string,
  language: string,
  limits: ChannelLimits,
): Problem[] {
  return buttons
    .filter(({ words }) => lengthOf(words) > limits.label)
    .map(({ key, words }) => ({
      file: textFile(language, key),
      step,
      language,
      message: `The button “${words}” has ${lengthOf(words)} characters; some channels show only ${limits.label}.`,
    }));
}
