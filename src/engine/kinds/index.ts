/** All kinds of step. To add one: its file, its tests, one line here. */
import type { Kind } from '../kind.js';
import { agree } from './agree.js';
import { askAge } from './ask-age.js';
import { askCode } from './ask-code.js';
import { askDate } from './ask-date.js';
import { askLanguage } from './ask-language.js';
import { askMany } from './ask-many.js';
import { askNeed } from './ask-need.js';
import { askNumber } from './ask-number.js';
import { askOne } from './ask-one.js';
import { askOnly } from './ask-only.js';
import { askPhone } from './ask-phone.js';
import { askPlace } from './ask-place.js';
import { askReceipt } from './ask-receipt.js';
import { askSpoken } from './ask-spoken.js';
import { askTimes } from './ask-times.js';
import { askWords } from './ask-words.js';
import { changeRequest } from './change-request.js';
import { choose } from './choose.js';
import { erase } from './erase.js';
import { find } from './find.js';
import { forget } from './forget.js';
import { give } from './give.js';
import { hasRequest } from './has-request.js';
import { ifAnswered } from './if.js';
import { knows } from './knows.js';
import { news } from './news.js';
import { numbers } from './numbers.js';
import { plan } from './plan.js';
import { promise } from './promise.js';
import { putAway } from './put-away.js';
import { question } from './question.js';
import { reflect } from './reflect.js';
import { report } from './report.js';
import { request } from './request.js';
import { responsible } from './responsible.js';
import { review } from './review.js';
import { say } from './say.js';
import { show } from './show.js';
import { suggest } from './suggest.js';
import { takeFile } from './take-file.js';
import { tellRequest } from './tell-request.js';
import { tick } from './tick.js';
import { unhelped } from './unhelped.js';
import { vow } from './vow.js';
import { writeBack } from './write-back.js';

/** A kind whose own type of step is forgotten: `spec` is what its schema returned. */
export type AnyKind = Kind<unknown>;

const plainly = <Spec>(kind: Kind<Spec>): AnyKind => kind as unknown as AnyKind;

export const KINDS: readonly AnyKind[] = [
  plainly(say),
  plainly(choose),
  plainly(askNeed),
  plainly(askPlace),
  plainly(askLanguage),
  plainly(askOnly),
  plainly(find),
  plainly(show),
  plainly(report),
  plainly(numbers),
  plainly(erase),
  plainly(question),
  plainly(forget),
  plainly(reflect),
  plainly(suggest),
  plainly(plan),
  plainly(tick),
  plainly(askWords),
  plainly(askNumber),
  plainly(askDate),
  plainly(askOne),
  plainly(askMany),
  plainly(ifAnswered),
  plainly(unhelped),
  plainly(askAge),
  plainly(askCode),
  plainly(askPhone),
  plainly(askSpoken),
  plainly(askTimes),
  plainly(changeRequest),
  plainly(agree),
  plainly(hasRequest),
  plainly(promise),
  plainly(putAway),
  plainly(request),
  plainly(review),
  plainly(takeFile),
  plainly(responsible),
  plainly(tellRequest),
  plainly(knows),
  plainly(vow),
  plainly(give),
  plainly(askReceipt),
  plainly(news),
  plainly(writeBack),
];

/** A kind's name: its verb, with the verb's value where several kinds share it. */
export const kindName = (kind: AnyKind): string =>
  kind.value === undefined ? kind.verb : `${kind.verb} ${kind.value}`;

const BY_NAME = new Map(KINDS.map((kind) => [kindName(kind), kind]));

export function kindOf(name: string): AnyKind {
  const kind = BY_NAME.get(name);
  if (kind === undefined) throw new Error(`There is no kind of step named ${name}.`);
  return kind;
}
