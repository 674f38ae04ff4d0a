/** Opening hours as people write them into a cell: "9am-5pm", "8.30 – 12, 13–16", "24 hours", "closed", "noon". */
import { fold } from '../../language/fold.js';
import { readTime } from './dates.js';

export interface Opening {
  opensAt: string;
  closesAt: string;
}

const ALWAYS = new Set(
  [
    '24 hours',
    '24 hrs',
    '24h',
    '24 7',
    '24x7',
    '24',
    'open 24 hours',
    'always',
    'always open',
    'around the clock',
    'non stop',
    'nonstop',
    'цілодобово',
    'круглосуточно',
    'على مدار الساعة',
  ].map(fold),
);
const CLOSED = new Set(
  [
    'closed',
    'close',
    'inchis',
    'зачинено',
    'вихідний',
    'закрыто',
    'выходной',
    'cerrado',
    'ferme',
    'geschlossen',
    'مغلق',
    'none',
    'n a',
    'na',
  ].map(fold),
);
const WHOLE_DAY: Opening = { opensAt: '00:00', closesAt: '24:00' };
const BETWEEN = /\s*(?:-|–|—|\bto\b|\btill?\b|\buntil\b|\bdo\b|\bpână la\b|\bдо\b)\s*/iu;

/**
 * What two cells say together; either may hold all of it. `'closed'` where they say that it does not open,
 * undefined where it would be a guess.
 */
export function readOpening(
  opens: string | undefined,
  closes: string | undefined,
): Opening[] | 'closed' | undefined {
  const given = [opens, closes].filter((text) => text !== undefined);
  if (given.some((text) => CLOSED.has(fold(text)))) return 'closed';
  if (given.length > 0 && given.every((text) => ALWAYS.has(fold(text)))) return [WHOLE_DAY];
  if (opens !== undefined && closes !== undefined) {
    const opensAt = readTime(opens);
    const closesAt = readTime(closes);
    if (opensAt !== undefined && closesAt !== undefined) return [{ opensAt, closesAt }];
    // Some write the whole span into both.
    return opens === closes ? readSpans(opens) : undefined;
  }
  const [only] = given;
  return only === undefined ? undefined : readSpans(only);
}

function readSpans(text: string): Opening[] | undefined {
  const spans = text.split(/[,;/&]|\band\b|\bși\b|\bта\b|\bи\b/iu).map((span) => readSpan(span.trim()));
  const known = spans.filter((span) => span !== undefined);
  return known.length > 0 && known.length === spans.length ? known : undefined;
}

/** "9am-5pm", "9-5pm", "9:30 to 17:00", "8-16". */
function readSpan(text: string): Opening | undefined {
  const [from, to, ...more] = text.split(BETWEEN);
  if (from === undefined || to === undefined || more.length > 0) return undefined;
  const half = /[ap]\.?m\.?$/i;
  const bare = /^\d{1,2}$/;
  const closesAt = readTime(bare.test(to) ? `${to}:00` : to);
  if (closesAt === undefined) return undefined;
  if (half.test(to) && !half.test(from)) {
    // "9-5pm" begins in the morning, "1-5pm" after noon.
    const after = readTime(`${from} pm`);
    const opensAt = after !== undefined && after < closesAt ? after : readTime(`${from} am`);
    return opensAt === undefined ? undefined : { opensAt, closesAt };
  }
  const opensAt = readTime(bare.test(from) ? `${from}:00` : from);
  if (opensAt === undefined) return undefined;
  // "9-5" may be morning or evening: only hours that run through a day are taken for what they seem.
  if (bare.test(from) && bare.test(to) && (opensAt < '06:00' || closesAt <= opensAt)) return undefined;
  return { opensAt, closesAt };
}
