/** The words of a language: no command is also an answer, none means two things, every need can be said. */
import { COMMANDS } from '../../engine/input.js';
import { kindOf } from '../../engine/kinds/index.js';
import { fold } from '../../language/fold.js';
import type { Language } from '../language.js';
import type { Content } from '../load.js';
import type { Problem } from '../problem.js';
import { textsOf } from './flatten.js';
import { screensOf } from './labels.js';

export function proveWords(content: Content): Problem[] {
  return content.languages.flatMap((language) => {
    const file = `locales/${language.code}/words.yaml`;
    const where = { file, language: language.code };
    const commands = new Map<string, string>();
    return [
      ...twice(language, commands).map((message) => ({ ...where, message })),
      ...alsoAnswers(content, language, commands),
      ...helpNow(content, language, commands),
      ...needWords(content, language, commands).map((message) => ({
        file: `locales/${language.code}/needs.yaml`,
        language: language.code,
        message,
      })),
    ];
  });
}

/** Fills `commands` with every folded word and its command. */
function twice({ words }: Language, commands: Map<string, string>): string[] {
  return COMMANDS.flatMap((command) =>
    words.commands[command].flatMap((word) => {
      const other = commands.get(fold(word));
      commands.set(fold(word), command);
      if (fold(word) === '') return [`“${word}” under ${command} has no letters to recognise.`];
      return other !== undefined && other !== command
        ? [`“${word}” means both ${other} and ${command}. Keep it under one of them.`]
        : [];
    }),
  );
}

function alsoAnswers(content: Content, language: Language, commands: Map<string, string>): Problem[] {
  return screensOf(content, language).flatMap(({ dialog, step, buttons }) =>
    buttons.flatMap(({ words }) => {
      const command = commands.get(fold(words));
      // A button that does what its word does everywhere (“Menu”) is no contradiction.
      if (command === undefined || words === '' || sameThing(content, dialog, step, words, command, language))
        return [];
      return [
        {
          file: `locales/${language.code}/words.yaml`,
          step,
          language: language.code,
          message: `“${words}” is a command (${command}) and also an answer of this step. Change one of them.`,
        },
      ];
    }),
  );
}

function sameThing(
  { dialogs }: Content,
  dialog: string,
  step: string,
  words: string,
  command: string,
  language: Language,
): boolean {
  const found = dialogs.dialogs.get(dialog)?.steps.get(step);
  const texts = textsOf(language);
  const leads = (found === undefined ? [] : kindOf(found.kind).buttons(found.spec)).find(
    ({ option, label = `${step}.${option}` }) =>
      fold(texts.get(`${dialog}:${label}`)?.forms.get('') ?? '') === fold(words),
  )?.next;
  if (leads === undefined) return false;
  const { home, commands } = dialogs;
  if (command === 'menu')
    return leads === `dialog:${home.dialog}` || leads === `dialog:${home.dialog}/${home.menu}`;
  return leads === `dialog:${commands[command as keyof typeof commands]}`;
}

function helpNow(content: Content, language: Language, commands: Map<string, string>): Problem[] {
  const file = `locales/${language.code}/danger.yaml`;
  const words = new Set(language.danger.help_now.map(fold));
  const answers = screensOf(content, language)
    .flatMap(({ step, buttons }) => buttons.map((button) => ({ step, ...button })))
    .filter(({ key, words: label }) => key !== 'common:help_now' && words.has(fold(label)));
  return [
    ...answers.map(({ step, words: label }) => ({
      file,
      step,
      language: language.code,
      message: `“${label}” under help_now is also an answer of this step. Change one of them.`,
    })),
    ...[...words]
      .filter((word) => commands.has(word))
      .map((word) => ({
        file,
        language: language.code,
        message: `“${word}” under help_now is also the command ${commands.get(word)}. Keep it here only.`,
      })),
  ];
}

function needWords({ needs }: Content, { needs: words }: Language, commands: Map<string, string>): string[] {
  const codes = new Set(needs.map(({ code }) => code));
  return [
    ...[...codes]
      .filter((code) => words[code] === undefined)
      .map((code) => `${code} is missing. Give it a name and words.`),
    ...Object.entries(words).flatMap(([code, { words: phrases }]) => [
      ...(codes.has(code) ? [] : [`${code} is not in locales/needs.yaml. Is it misspelt?`]),
      ...phrases
        .filter((phrase) => commands.has(fold(phrase)))
        .map((phrase) => `“${phrase}” under ${code} is also the command ${commands.get(fold(phrase))}.`),
    ]),
  ];
}
