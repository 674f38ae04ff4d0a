/** Links as lines to read, for channels on which not everything can be tapped: a number to dial, a place, a page. */
import { isolateCode } from '../language/isolate.js';
import type { Link, Reply } from '../turn/reply.js';

/** What only helps to read a number. */
const BETWEEN_DIGITS = '[\\s\\-()./\\u00A0\\u2010-\\u2015\\u2066-\\u2069\\u200E\\u200F]*';

/** One line for each link whose target cannot be read in the text already. */
export function linkLines({ text, links }: Reply): string[] {
  return links.filter((link) => !stands(link, text)).map(lineOf);
}

/** Whether what the link opens can already be read in the text; a number also when it is written in groups. */
function stands(link: Link, text: string): boolean {
  const target = targetOf(link);
  if (link.kind !== 'call') return text.includes(target);
  const spelled = [...target.replace(/[^\d+]/g, '')].map((sign) => (sign === '+' ? '\\+' : sign));
  return new RegExp(`(?<!\\d)${spelled.join(BETWEEN_DIGITS)}(?!\\d)`, 'u').test(text);
}

function lineOf(link: Link): string {
  const target = targetOf(link);
  // An isolate would become part of a web address where a messenger makes it tappable.
  const shown = link.kind === 'web' ? target : isolateCode(target);
  return `${link.label}: ${shown}`;
}

/** What a person can dial, copy or open: the number of `tel:`, the coordinates of `geo:`, an address whole. */
function targetOf({ uri }: Link): string {
  return uri.replace(/^(tel|geo):/i, '').replace(/[;?].*$/, (rest) => (/^https?:/i.test(uri) ? rest : ''));
}
