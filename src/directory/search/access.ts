/** What a place's notes on access say about steps, in the languages that directories are written in. */
import { fold } from '../../language/fold.js';

/** Words of 1.x directories (`wheelchair`, `ramp`) and of people. A lift or a toilet alone gets nobody in. */
const STEP_FREE =
  /\b(wheelchair|ramp|rampa|step free|no steps|without steps|level (access|entrance)|fara trepte|carucior rulant|scaun rulant|fotoliu rulant)\b|без сходів|без сходинок|пандус|без ступенек|безбарєрн|інвалідн\p{L}* візк|بدون درج|لا درج|بلا درج|منحدر|كرسي متحرك|كراسي متحركه|الكراسي المتحركه/u;
const STEPS =
  /\b(not accessible|no wheelchair|not wheelchair|only stairs|stairs only|nu este accesibil)\b|лише сходи|тільки сходи/u;

/** True where one gets in without steps, false where it is said that one does not, undefined where nothing is said. */
export function stepFree(notes: readonly string[]): boolean | undefined {
  const folded = notes.map(fold);
  if (folded.some((note) => STEPS.test(note))) return false;
  return folded.some((note) => STEP_FREE.test(note)) ? true : undefined;
}
