/** Fitting words into a channel's limits. */

/** Parts of at most `limit` characters, cut at a line, else a sentence, else a word, else between characters. */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const end = cutAt(rest, limit);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  parts.push(rest);
  return parts.filter((part) => part !== '' || parts.length === 1);
}

function cutAt(text: string, limit: number): number {
  const head = text.slice(0, limit);
  for (const mark of ['\n', '. ', ' ']) {
    const at = head.lastIndexOf(mark);
    if (at > limit / 2) return at + mark.length;
  }
  const last = head.charCodeAt(limit - 1);
  return last >= 0xd800 && last < 0xdc00 ? limit - 1 : limit;
}

export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, cutAt(text, limit - 1)).trimEnd()}…`;
}
