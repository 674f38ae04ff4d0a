/** Ages as people write them: "0-3 years", "18+", "under 6", "6 months to 3 years", "all ages". Years are given. */

export interface Ages {
  minimum?: number;
  maximum?: number;
}

const OLDEST = 130;

/** Undefined where it would be a guess; an empty object where every age is meant. */
export function readAges(text: string): Ages | undefined {
  const words = text.trim().toLowerCase();
  if (/^(all|all ages|any|any age|everyone|toate vârstele|усі|всі)$/.test(words)) return {};
  const numbers = [
    ...words.matchAll(/(\d+(?:[.,]\d+)?)\s*(months?|mos?\b|luni|місяц\p{L}*|месяц\p{L}*|weeks?)?/gu),
  ].map(([, amount = '', unit]) => {
    const value = Number(amount.replace(',', '.'));
    return unit === undefined ? value : Math.floor(value / (unit.startsWith('week') ? 52 : 12));
  });
  const [first, second, ...more] = numbers;
  if (first === undefined || more.length > 0 || numbers.some((age) => age > OLDEST)) return undefined;
  if (second !== undefined) return first <= second ? { minimum: first, maximum: second } : undefined;
  if (/\+|and (over|up|older)|or (over|older)|over|from|at least|older|peste|de la|від|от|ab\b/u.test(words))
    return { minimum: first };
  if (/^(under|below|younger than|sub|менше|до \d+ років не)/u.test(words))
    return { maximum: Math.max(0, first - 1) };
  if (/up to|and under|or under|or younger|and younger|until|până la|do\b|до|bis\b|max/u.test(words))
    return { maximum: first };
  return /^\d+(?:[.,]\d+)?\s*(years?( old)?|yrs?|y\.?o\.?|ani|рок\p{L}*|лет|год\p{L}*|months?|luni|місяц\p{L}*)?$/u.test(
    words,
  )
    ? { minimum: first, maximum: first }
    : undefined;
}
