/** Mistakes that content authors make: each a change to one file of the project's own content. */

export interface Defect {
  /** What an author did. */
  what: string;
  file: string;
  /** The file's new text, or undefined when the file is gone. */
  change(text: string): string | undefined;
  /** Where the prover must point. */
  says: { file?: string; step?: string; language?: string; message: RegExp };
}

const swap = (from: string | RegExp, to: string) => (text: string) => {
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`Nothing to change: ${from}`);
  return changed;
};
const add = (more: string) => (text: string) => `${text.trimEnd()}\n${more}\n`;
const json = (edit: (tree: Tree) => void) => (text: string) => {
  const tree = JSON.parse(text) as Tree;
  edit(tree);
  return JSON.stringify(tree);
};
// biome-ignore lint/suspicious/noExplicitAny: a test reaches into a tree of any depth
type Tree = any;

const FIND = 'dialogs/find-help.yaml';
const MENU = 'dialogs/menu.yaml';

export const DEFECTS: Defect[] = [
  // Steps
  {
    what: 'a step nobody leads to',
    file: FIND,
    change: add('  orphan: { say: thanks, next: results }'),
    says: { file: FIND, step: 'orphan', message: /Nobody can get to this step/ },
  },
  {
    what: 'a step that does not exist',
    file: FIND,
    change: swap('next: thanks', 'next: thank-you'),
    says: { file: FIND, step: 'reported', message: /thank-you, which does not exist/ },
  },
  {
    what: 'a dialog that does not exist',
    file: MENU,
    change: swap('next: dialog:about', 'next: dialog:abuot'),
    says: { file: MENU, step: 'choose', message: /abuot, which does not exist/ },
  },
  {
    what: 'a step of another dialog that does not exist',
    file: FIND,
    change: swap('next: dialog:menu/choose', 'next: dialog:menu/chose'),
    says: { file: FIND, step: 'results', message: /chose, which does not exist/ },
  },
  {
    what: 'a question that can never end',
    file: 'dialogs/about.yaml',
    change: swap(
      'say: channel\n    next: more',
      'say: channel\n    next: trap\n  trap: { choose: [{ option: go, next: trap }], text: what, again: kept }',
    ),
    says: { file: 'dialogs/about.yaml', step: 'trap', message: /can never end/ },
  },
  {
    what: 'a circle without a question',
    file: 'dialogs/about.yaml',
    change: swap('say: channel\n    next: more', 'say: channel\n    next: what'),
    says: { file: 'dialogs/about.yaml', step: 'what', message: /back to itself without asking/ },
  },
  {
    what: 'a start that is not there',
    file: FIND,
    change: swap('start: need', 'start: needs'),
    says: { file: FIND, message: /no step needs/ },
  },
  {
    what: 'a need taken to a step that does not ask for one',
    file: MENU,
    change: swap('takes: { need: dialog:find-help/need }', 'takes: { need: dialog:find-help/place }'),
    says: { file: MENU, message: /not a step that asks for a need/ },
  },
  {
    what: 'an answer used that nobody asked for',
    file: FIND,
    change: swap('reason: wrong', 'reason: thanks'),
    says: { file: FIND, step: 'reported', message: /answer of thanks/ },
  },
  {
    what: 'the dialog of a command gone',
    file: 'dialogs/help.yaml',
    change: () => undefined,
    says: { file: 'dialogs/help.yaml', message: /missing.*“help”/ },
  },
  {
    what: 'the menu without its step',
    file: MENU,
    change: (text) =>
      text.replaceAll('choose:\n    choose', 'pick:\n    choose').replace('next: choose', 'next: pick'),
    says: { file: MENU, message: /choose is missing/ },
  },
  {
    what: 'a personal question without a notice',
    file: FIND,
    change: swap('    notice: place.notice\n', ''),
    says: { file: FIND, step: 'place', message: /personal.*without a notice/ },
  },

  // What the schema refuses
  {
    what: 'a verb that is not one',
    file: FIND,
    change: swap('say: thanks', 'speak: thanks'),
    says: { file: FIND, step: 'thanks', message: /does nothing that is known/ },
  },
  {
    what: 'a field misspelt',
    file: FIND,
    change: swap('again: need.again', 'agian: need.again'),
    says: { file: FIND, step: 'need', message: /agian/ },
  },
  {
    what: 'a question without other words',
    file: 'dialogs/erase.yaml',
    change: swap('    again: sure.again\n', ''),
    says: { file: 'dialogs/erase.yaml', step: 'sure', message: /again/ },
  },
  {
    what: 'no next step',
    file: 'dialogs/stop.yaml',
    change: swap('    next: end\n', ''),
    says: { file: 'dialogs/stop.yaml', step: 'goodbye', message: /next/ },
  },
  {
    what: 'too many buttons',
    file: 'dialogs/erase.yaml',
    change: swap(
      '- { option: no, next: kept }',
      Array.from({ length: 9 }, (_, n) => `- { option: no${n}, next: kept }`).join('\n      '),
    ),
    says: { file: 'dialogs/erase.yaml', step: 'sure', message: /choose/ },
  },
  {
    what: 'an option with a space in its name',
    file: FIND,
    change: swap('option: other_place', 'option: other place'),
    says: { file: FIND, step: 'results', message: /small letters, digits and _/ },
  },
  {
    what: 'a text key with a capital',
    file: FIND,
    change: swap('text: need.text', 'text: Need.text'),
    says: { file: FIND, step: 'need', message: /key of a text/ },
  },
  {
    what: 'a file with another id',
    file: FIND,
    change: swap('id: find-help', 'id: finding-help'),
    says: { file: FIND, message: /Make them the same/ },
  },
  {
    what: 'YAML that does not parse',
    file: FIND,
    change: swap('steps:', 'steps: ['),
    says: { file: FIND, message: /not valid YAML/ },
  },
  {
    what: 'the same step twice',
    file: FIND,
    change: add('  need: { say: thanks, next: results }'),
    says: { file: FIND, message: /not valid YAML.*unique/i },
  },
  {
    what: 'a number kind that does not exist',
    file: 'dialogs/person.yaml',
    change: swap('child_helpline', 'children_helpline'),
    says: { file: 'dialogs/person.yaml', step: 'numbers', message: /numbers/ },
  },

  // Texts
  {
    what: 'a text missing in English',
    file: 'locales/en/find-help.json',
    change: json((tree) => delete tree.need.text),
    says: {
      file: 'locales/en/find-help.json',
      step: 'need',
      language: 'en',
      message: /need\.text is missing/,
    },
  },
  {
    what: 'a text missing in Romanian',
    file: 'locales/ro/find-help.json',
    change: json((tree) => delete tree.place.again),
    says: {
      file: 'locales/ro/find-help.json',
      step: 'place',
      language: 'ro',
      message: /place\.again is missing/,
    },
  },
  {
    what: 'a button without a label in Arabic',
    file: 'locales/ar/menu.json',
    change: json((tree) => delete tree.choose.person),
    says: { language: 'ar', step: 'choose', message: /choose\.person is missing/ },
  },
  {
    what: 'a text nobody uses',
    file: 'locales/uk/menu.json',
    change: json((tree) => (tree.extra = 'зайве')),
    says: { file: 'locales/uk/menu.json', language: 'uk', message: /extra is not used/ },
  },
  {
    what: 'a text of the program gone',
    file: 'locales/en/danger.json',
    change: json((tree) => delete tree.card.self_harm),
    says: { file: 'locales/en/danger.json', language: 'en', message: /card\.self_harm is missing/ },
  },
  {
    what: 'a placeholder under another name',
    file: 'locales/ro/find-help.json',
    change: swap('{{place}}', '{{loc}}'),
    says: {
      file: 'locales/ro/find-help.json',
      language: 'ro',
      message: /\{\{loc\}\}, which is never filled/,
    },
  },
  {
    what: 'a placeholder left out',
    file: 'locales/uk/directory.json',
    change: swap('{{distance}}', 'далеко'),
    says: { file: 'locales/uk/directory.json', language: 'uk', message: /lacks \{\{distance\}\}/ },
  },
  {
    what: 'a placeholder not closed',
    file: 'locales/en/directory.json',
    change: swap('{{distance}}', '{{distance}'),
    says: { language: 'en', message: /lacks \{\{distance\}\}|not written like/ },
  },
  {
    what: 'a plural form missing',
    file: 'locales/uk/find-help.json',
    change: json((tree) => delete tree.results.intro_few),
    says: { file: 'locales/uk/find-help.json', language: 'uk', message: /intro_few/ },
  },
  {
    what: 'a plural form the language has not',
    file: 'locales/en/find-help.json',
    change: json((tree) => (tree.results.intro_few = '{{count}} {{place}}')),
    says: { language: 'en', message: /intro_few is never shown/ },
  },
  {
    what: 'an empty text',
    file: 'locales/ar/stop.json',
    change: json((tree) => (tree.goodbye = ' ')),
    says: { file: 'locales/ar/stop.json', language: 'ar', message: /goodbye is empty/ },
  },
  {
    what: 'a text longer than a channel takes',
    file: 'locales/en/about.json',
    change: json((tree) => (tree.what = 'word '.repeat(500))),
    says: { language: 'en', message: /what has 2500 characters/ },
  },
  {
    what: 'JSON that does not parse',
    file: 'locales/ro/menu.json',
    change: swap('{', '{,'),
    says: { file: 'locales/ro/menu.json', language: 'ro', message: /not valid JSON/ },
  },
  {
    what: 'a number where a text belongs',
    file: 'locales/ro/stop.json',
    change: json((tree) => (tree.goodbye = 5)),
    says: { file: 'locales/ro/stop.json', language: 'ro', message: /goodbye/ },
  },

  // Buttons and words
  {
    what: 'two buttons that read the same',
    file: 'locales/en/erase.json',
    change: json((tree) => (tree.sure.no = tree.sure.yes)),
    says: { step: 'sure', language: 'en', message: /Two buttons/ },
  },
  {
    what: 'two buttons alike but for case and accents',
    file: 'locales/ro/find-help.json',
    change: json((tree) => {
      tree.details.list = 'Înapoi la lista';
      tree.details.directions = 'INAPOI LA LISTĂ';
    }),
    says: { step: 'details', language: 'ro', message: /Two buttons/ },
  },
  {
    what: 'a button that is too long',
    file: 'locales/uk/menu.json',
    change: json((tree) => (tree.choose.about = 'Дуже довга назва для однієї кнопки')),
    says: { step: 'choose', language: 'uk', message: /34 characters/ },
  },
  {
    what: 'a command word that is also an answer',
    file: 'locales/en/words.yaml',
    change: swap('back: [back', 'back: [the address, back'),
    says: {
      file: 'locales/en/words.yaml',
      step: 'wrong',
      language: 'en',
      message: /command \(back\) and also an answer/,
    },
  },
  {
    what: 'a command word that is a need on a button',
    file: 'locales/en/words.yaml',
    change: swap('help: [help', 'help: [food, help'),
    says: { step: 'need', language: 'en', message: /“Food” is a command/ },
  },
  {
    what: 'a word for two commands',
    file: 'locales/en/words.yaml',
    change: swap('stop: [stop', 'stop: [stop, menu'),
    says: { language: 'en', message: /means both menu and stop/ },
  },
  {
    what: 'a word for help now that is an answer',
    file: 'locales/en/danger.yaml',
    change: swap('help_now: [', 'help_now: [the phone number, '),
    says: {
      file: 'locales/en/danger.yaml',
      step: 'wrong',
      language: 'en',
      message: /under help_now is also an answer/,
    },
  },
  {
    what: 'a word for help now that is a command',
    file: 'locales/en/danger.yaml',
    change: swap('help_now: [', 'help_now: [help, '),
    says: { file: 'locales/en/danger.yaml', language: 'en', message: /also the command help/ },
  },
  {
    what: 'a need without words',
    file: 'locales/en/needs.yaml',
    change: swap(/\nfood:\n( .*\n)+/, '\n'),
    says: { language: 'en', message: /food is missing/ },
  },
  {
    what: 'a need that does not exist',
    file: 'locales/en/needs.yaml',
    change: add('fod: { name: Food again, words: [fod] }'),
    says: { language: 'en', message: /fod is not in locales\/needs\.yaml/ },
  },
  {
    what: 'a need said with a command word',
    file: 'locales/en/needs.yaml',
    change: swap('words: [food,', 'words: [repeat, food,'),
    says: { language: 'en', message: /“repeat” under food/ },
  },
  {
    what: 'a command without words',
    file: 'locales/en/words.yaml',
    change: swap(/\n {2}exit: \[[^\]]*\]\n/, '\n'),
    says: { language: 'en', message: /exit/ },
  },

  // Languages, danger, regions
  {
    what: 'a language without a danger list',
    file: 'locales/ro/danger.yaml',
    change: () => undefined,
    says: { file: 'locales/ro/danger.yaml', language: 'ro', message: /missing/ },
  },
  {
    what: 'a class of danger without phrases',
    file: 'locales/uk/danger.yaml',
    change: swap(/\n {2}self_harm:/, '\n  self_harms:'),
    says: { file: 'locales/uk/danger.yaml', language: 'uk', message: /self_harm/ },
  },
  {
    what: 'a tag that Intl does not know',
    file: 'locales/ar/language.yaml',
    change: swap(/intl: .*/, 'intl: xx'),
    says: { file: 'locales/ar/language.yaml', language: 'ar', message: /not a tag/ },
  },
  {
    what: 'a region without an emergency number',
    file: 'locales/regions/RO.yaml',
    change: swap('kind: emergency', 'kind: police'),
    says: { file: 'locales/regions/RO.yaml', message: /must have an emergency number/ },
  },
  {
    what: 'a number without a source',
    file: 'locales/regions/UA.yaml',
    change: swap(/source: "[^"]*"/, 'source: ""'),
    says: { file: 'locales/regions/UA.yaml', message: /source/ },
  },
  {
    what: 'a number with letters in it',
    file: 'locales/regions/MD.yaml',
    change: swap('number: "112"', 'number: "one one two"'),
    says: { file: 'locales/regions/MD.yaml', message: /must be digits/ },
  },
  {
    what: 'a time zone that does not exist',
    file: 'locales/regions/MD.yaml',
    change: swap('Europe/Chisinau', 'Europe/Kishinev-City'),
    says: { file: 'locales/regions/MD.yaml', message: /IANA/ },
  },
  {
    what: 'a Swiss number in another country',
    file: 'locales/regions/TR.yaml',
    change: swap('number: "157"', 'number: "147"'),
    says: { file: 'locales/regions/TR.yaml', message: /147: it is the Swiss child line/ },
  },
  {
    what: 'a number with the calling code of another country',
    file: 'locales/regions/RS.yaml',
    change: swap('+381 11 785 0000', '+421 11 785 0000'),
    says: { file: 'locales/regions/RS.yaml', message: /belongs to another country.*\+381/ },
  },
  {
    what: 'a number that was replaced',
    file: 'locales/regions/DE.yaml',
    change: swap('number: "116 016"', 'number: "08000 116 016"'),
    says: { file: 'locales/regions/DE.yaml', message: /replaced by 116 016/ },
  },
  {
    what: 'a gap that has a number',
    file: 'locales/regions/BG.yaml',
    change: swap('{ kind: self_harm,', '{ kind: trafficking,'),
    says: { file: 'locales/regions/BG.yaml', message: /trafficking is a gap, but has a number/ },
  },
  {
    what: 'the fallback region gone',
    file: 'locales/regions/EU.yaml',
    change: () => undefined,
    says: { file: 'locales/regions/EU.yaml', message: /fallback region is missing/ },
  },
  {
    what: 'a kind of help that the deck does not have',
    file: 'locales/needs.yaml',
    change: swap('kind: M9', 'kind: M11'),
    says: { file: 'locales/needs.yaml', message: /M1 to M10/ },
  },
  {
    what: 'a narrow need whose broader one is misspelt',
    file: 'locales/needs.yaml',
    change: swap('broader: case_management', 'broader: case_managment'),
    says: { file: 'locales/needs.yaml', message: /broader need case_managment/ },
  },

  // From answers to help
  {
    what: 'a rule for a question that is not there',
    file: 'dialogs/self-check/rules.yaml',
    change: swap('when: { reach:', 'when: { reech:'),
    says: { file: 'dialogs/self-check/rules.yaml', step: 'reech', message: /no question of this dialog/ },
  },
  {
    what: 'a rule for an answer that the question has not',
    file: 'dialogs/self-check/rules.yaml',
    change: swap('papers: [not_all,', 'papers: [not_sure,'),
    says: { file: 'dialogs/self-check/rules.yaml', step: 'papers', message: /answer not_sure/ },
  },
  {
    what: 'a rule that makes something of “rather not say”',
    file: 'dialogs/self-check/rules.yaml',
    change: swap('low: ["yes"]', 'low: ["yes", skip]'),
    says: { file: 'dialogs/self-check/rules.yaml', step: 'low', message: /signals nothing/ },
  },
  {
    what: 'a rule that names help that does not exist',
    file: 'dialogs/self-check/rules.yaml',
    change: swap('help: [mobile_support,', 'help: [mobile_suport,'),
    says: { file: 'dialogs/self-check/rules.yaml', message: /mobile_suport/ },
  },
  {
    what: 'a rule whose reason has no text',
    file: 'dialogs/self-check/rules.yaml',
    change: swap('because: because.work', 'because: because.wrok'),
    says: { language: 'uk', message: /because\.wrok is missing/ },
  },
  {
    what: 'a rule without a reason',
    file: 'dialogs/self-check-young/rules.yaml',
    change: swap(', because: because.school', ''),
    says: { file: 'dialogs/self-check-young/rules.yaml', message: /because/ },
  },
  {
    what: 'a check without rules',
    file: 'dialogs/self-check/rules.yaml',
    change: () => undefined,
    says: { file: 'dialogs/self-check.yaml', step: 'result', message: /there are none/ },
  },
  {
    what: 'a question that leads to no help',
    file: 'dialogs/self-check/rules.yaml',
    change: swap(/.*because\.ill \}\n/, ''),
    says: { file: 'dialogs/self-check.yaml', step: 'ill', message: /No answer .* leads to any help/ },
  },
  {
    what: 'a factor that leads nowhere',
    file: 'dialogs/self-check.yaml',
    change: swap('factor: VF05a', 'factor: VF11e'),
    says: { file: 'dialogs/self-check/factors.yaml', message: /VF05 leads nowhere/ },
  },
  {
    what: 'a factor that does not exist',
    file: 'dialogs/self-check.yaml',
    change: swap('factor: VF05a', 'factor: VF55a'),
    says: { file: 'dialogs/self-check.yaml', step: 'papers', message: /VF55a is not in/ },
  },
  {
    what: 'a factor left out of the list',
    file: 'dialogs/self-check/factors.yaml',
    change: swap(/- \{ code: VF08.*\n/, ''),
    says: { file: 'dialogs/self-check/factors.yaml', message: /10 factors here/ },
  },
  {
    what: 'an urgent answer without a card',
    file: 'dialogs/self-check.yaml',
    change: swap('    urgent: { yes: staff_misconduct }\n', ''),
    says: { file: 'dialogs/self-check.yaml', step: 'treated', message: /VF03b.* must not wait/ },
  },
  {
    what: 'an urgent answer with a card that does not exist',
    file: 'dialogs/self-check.yaml',
    change: swap('urgent: { yes: staff_misconduct }', 'urgent: { yes: staff_miscnduct }'),
    says: { file: 'dialogs/self-check.yaml', step: 'treated', message: /urgent/ },
  },
  {
    what: 'a question that cannot be passed over',
    file: 'dialogs/self-check.yaml',
    change: swap('[yes, not_all, no, skip]', '[yes, not_all, no]'),
    says: { file: 'dialogs/self-check.yaml', step: 'papers', message: /one answer must be skip/ },
  },
  {
    what: 'a sensitive question that does not announce itself',
    file: 'dialogs/self-check.yaml',
    change: swap('    notice: fear.notice\n', ''),
    says: { file: 'dialogs/self-check.yaml', step: 'fear', message: /notice that announces/ },
  },
  {
    what: 'a sensitive question without the way out',
    file: 'dialogs/self-check.yaml',
    change: swap(
      '    stop: strength\n    leave: dialog:exit\n  marriage:',
      '    stop: strength\n  marriage:',
    ),
    says: { file: 'dialogs/self-check.yaml', step: 'fear', message: /and leave/ },
  },
  {
    what: 'a word “stop” that leads nowhere',
    file: 'dialogs/self-check.yaml',
    change: swap('stops: { place: result }', 'stops: { place: reslut }'),
    says: { file: 'dialogs/self-check.yaml', message: /stops: place leads to reslut/ },
  },
];
