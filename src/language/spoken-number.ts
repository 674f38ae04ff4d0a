/** Numbers said as words ("the second one"), by recognizers-text-suite where it is good; loaded when first needed. */

/** Cultures in which the suite reads numbers well; in others it would silently use English. */
const CULTURES: Record<string, string> = { en: 'en-us', es: 'es-es', fr: 'fr-fr', pt: 'pt-br', zh: 'zh-cn' };
/** Its patterns backtrack on long input. */
const LONGEST = 60;

/** A small whole number in a short message; undefined where there is none, or more than one. */
export async function spokenNumber(text: string, language: string): Promise<number | undefined> {
  if (text.length > LONGEST) return undefined;
  const culture = CULTURES[language];
  if (culture === undefined) return writtenNumber(text);
  const suite = await import('@microsoft/recognizers-text-suite');
  const { recognizeNumber, recognizeOrdinal } = suite.default ?? suite;
  // "The second one" is the second: an ordinal outweighs a number beside it.
  return only(recognizeOrdinal(text, culture)) ?? only(recognizeNumber(text, culture));
}

function only(found: readonly { resolution?: { value?: unknown } | null }[]): number | undefined {
  const values = new Set(found.map(({ resolution }) => Number(resolution?.value)));
  const [value] = values;
  return values.size === 1 && Number.isInteger(value) ? value : undefined;
}

function writtenNumber(text: string): number | undefined {
  const digits = text.match(/[0-9]+/g);
  return digits?.length === 1 ? Number(digits[0]) : undefined;
}
