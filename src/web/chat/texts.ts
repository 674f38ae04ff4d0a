/** The page's own words: the namespace `page` of the locales. The page is not served in a language that lacks one. */

export const PAGE_TEXTS = [
  'heading',
  'skip',
  'help',
  'leave',
  'leave_name',
  'leave_hint',
  'language',
  'conversation',
  'bot',
  'you',
  'urgent',
  'choices',
  'write',
  'send',
  'connecting',
  'offline',
  'ended',
  'start_again',
  'waiting',
  'failed',
  'send_again',
  'answering',
  'my_location',
  'location_refused',
  'new_window',
  'close',
  'demo',
  'no_script',
  'print',
] as const;

export type PageTexts = Record<(typeof PAGE_TEXTS)[number], string>;

/**
 * Takes what the page needs out of a language's texts.
 * @throws if one is missing, naming it: the service must not start with a page that shows keys.
 */
export function pageTexts(language: string, texts: Record<string, string>): PageTexts {
  const missing = PAGE_TEXTS.filter((key) => !texts[key]);
  if (missing.length > 0)
    throw new Error(`locales/${language}/page.json lacks ${missing.join(', ')}; the chat page needs them.`);
  return Object.fromEntries(PAGE_TEXTS.map((key) => [key, texts[key]])) as PageTexts;
}
