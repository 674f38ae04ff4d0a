/**
 * What a notice says: that something is waiting, and where it opens. Nothing else may ever stand in it: it passes
 * through mail servers and chats that are not ours.
 */
import type { TextUse } from '../engine/kind.js';
import { FAULTS } from './fault.js';
import type { Notice } from './notice.js';

const ELSEWHERE = [
  'title chat chat_how code calendar calendar_how calendar_new calendar_is calendar_end failed none',
  'request why retry refer refer_how refer_code refer_agreed refer_button refer_asked refer_no_such',
  'refer_not_yours refer_no_consent refer_try_again',
];
const PLAIN = [
  ...ELSEWHERE.flatMap((line) => line.split(' ')).map((name) => `elsewhere.${name}`),
  'chat.linked',
  'chat.wrong_code',
  'chat.unlinked',
  'chat.nothing',
  'chat.no_such',
  'chat.which',
  'chat.not_allowed',
  'chat.again',
  'chat.open_desk',
  'calendar.name',
];
export const NOTICE_TEXTS: TextUse[] = [
  { key: 'notices:elsewhere.code_is', values: ['code'] },
  ...['request', 'feedback', 'chat.next', 'chat.claimed', 'chat.taken', 'chat.done', 'calendar.call'].map(
    (path) => ({ key: `notices:${path}`, values: ['reference'] }),
  ),
  ...[...PLAIN, ...Object.keys(FAULTS).map((code) => `fault.${code}`)].map((path) => ({
    key: `notices:${path}`,
    values: [],
  })),
];

/** A text of this room in a language; the house's way to speak. */
export type Say = (language: string, key: string, values?: Record<string, string>) => string;

export interface Told {
  /** One line: “Request K7-4F2M-9 is waiting”. */
  line: string;
  /** Where it opens, under the service's public address. */
  link: string;
}

/** @param home the service's public address */
export function tell({ kind, reference, path }: Notice, language: string, say: Say, home: string): Told {
  const about = kind.startsWith('feedback') ? 'feedback' : 'request';
  return { line: say(language, `notices:${about}`, { reference }), link: new URL(path, home).href };
}
