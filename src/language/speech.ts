/** One language, ready to speak: its texts and its formats. Rooms that say things take a `Speech` and no more. */
import type { Language } from '../content/language.js';
import type { Params, TextRef } from '../engine/session.js';
import { createFormats, type Formats } from './formats.js';
import { once } from './once.js';
import { createRenderer, type Renderer } from './render.js';

export interface Speech {
  language: string;
  direction: 'ltr' | 'rtl';
  formats: Formats;
  /** @param key `namespace:path` */
  say(key: string, values?: Params): string;
  ref(text: TextRef): string;
}

export interface Speaking {
  in(language: string): Speech;
  renderer: Renderer;
}

/** A language that is not shipped speaks the first one. */
export function createSpeaking(languages: readonly Language[]): Speaking {
  const renderer = createRenderer(languages);
  const speeches = new Map<string, Speech>(
    languages.map(({ code, intl, direction }) => {
      // Intl takes its time and memory for each; a language that nobody speaks needs none.
      const formats = once(() => createFormats(intl));
      return [
        code,
        {
          language: code,
          direction,
          get formats() {
            return formats();
          },
          say: (key, values) => renderer.text(code, values === undefined ? { key } : { key, with: values }),
          ref: (text) => renderer.text(code, text),
        },
      ];
    }),
  );
  const [first] = speeches.values();
  if (first === undefined) throw new Error('There is no language to speak. Add a folder under locales/.');
  return { in: (language) => speeches.get(language) ?? first, renderer };
}
