/** Cuts a text that is longer than a channel takes into messages, where a reader would pause. */

/** Best place first: between paragraphs, lines, sentences (also Arabic and Chinese ends), words. */
const PAUSES = [/\n{2,}/g, /\n/g, /[.!?…؟۔。]["»”’)\u2069]*\s+/g, /\s+/g];

export function splitText(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const cut = cutBefore(rest, limit);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== '' || parts.length === 0) parts.push(rest);
  return parts;
}

/** A text of at most `limit` characters; what is left out shows as “…”. */
export function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, cutBefore(text, limit - 1)).trimEnd()}…`;
}

/** A pause in the first half would leave messages needlessly short, so it is passed over for a lesser, later one. */
function cutBefore(text: string, limit: number): number {
  const head = text.slice(0, limit + 1);
  for (const pause of PAUSES) {
    let cut = 0;
    for (const match of head.matchAll(pause)) {
      const end = match.index + match[0].trimEnd().length;
      if (end <= limit) cut = end;
    }
    if (cut >= limit / 2) return cut;
  }
  return wholeCharacters(text, limit);
}

/** The longest start of at most `limit` units that does not halve a character written as two. */
export function wholeCharacters(text: string, limit: number): number {
  return /[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
}
