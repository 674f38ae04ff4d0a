/** What the public board shows: promises with their answers, and the tables that were published. */
import type { Results } from '../../feedback/results.js';
import type { Promised, Theme } from '../../feedback/themes.js';
import type { FeedbackLabels } from '../feedback/labels.js';

export interface BoardContent {
  /** The newest first. */
  promises: readonly Promised[];
  /** Of all quarters that are over. */
  results: readonly Results[];
  /** True where nothing new was said for longer than a quarter. */
  late: boolean;
  /** The day at the organization, `YYYY-MM-DD`. */
  today: string;
}

/** What a board is made of besides, whatever stands on it. */
export interface BoardNames {
  themes: readonly Theme[];
  labels: FeedbackLabels;
  /** A service's name, or what kind of service it is. */
  service(id: string, language: string): string;
}

export interface BoardLanguage {
  code: string;
  name: string;
  direction: 'ltr' | 'rtl';
  say(text: string, values?: Record<string, string>): string;
  /** A calendar day, from `YYYY-MM-DD`. */
  day(date: string): string;
  number(count: number): string;
}
