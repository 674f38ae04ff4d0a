/**
 * Arabic writes “the”, and “to the”, “in the”, “and the” before it, onto the word: مدرسة and للمدرسة are one word for
 * whoever looks for a school. Left on, the article would make unlike words look alike, for they begin the same.
 */

/** As `fold` leaves them; عال and هال are how the Levant says “on the” and “this”. The longest come first. */
const ARTICLE = /^(?:وبال|وعال|ولل|وال|بال|فال|كال|عال|هال|لل|ال)(?=\p{Script=Arabic}{3})/u;

/** A folded word without the Arabic article and what is written onto it; any other word as it is. */
export function withoutArticle(word: string): string {
  return word.replace(ARTICLE, '');
}
