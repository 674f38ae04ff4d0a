/** The danger card: fixed words and the region's numbers. It needs no session, no store and no directory. */
import type { DangerClass } from '../engine/input.js';
import type { Speech } from '../language/speech.js';
import { lastResortCard } from './last-resort.js';
import type { RegionNumbers } from './numbers.js';
import type { Reply } from './reply.js';

/** Which numbers each card shows, in order. */
export const KINDS: Record<DangerClass, readonly string[]> = {
  danger_now: ['emergency', 'child_helpline', 'domestic_violence'],
  self_harm: ['emergency', 'self_harm', 'child_helpline'],
  violence_home: ['emergency', 'domestic_violence', 'child_helpline'],
  sexual_abuse: ['emergency', 'child_helpline', 'domestic_violence'],
  trafficking_exploitation: ['emergency', 'trafficking', 'child_helpline'],
  missing_or_alone_child: ['emergency', 'missing_children', 'child_helpline'],
  no_shelter_or_food: ['emergency', 'shelter', 'domestic_violence', 'child_helpline'],
  staff_misconduct: ['ombudsperson', 'child_helpline', 'emergency'],
};

/** A child is shown the line for children first; only where a life may hang on it does that come second. */
export function kindsFor(danger: DangerClass, child: boolean): readonly string[] {
  if (!child || danger === 'danger_now') return KINDS[danger];
  return ['child_helpline', ...KINDS[danger].filter((kind) => kind !== 'child_helpline')];
}

/**
 * What to do and whom to call, then the question whether it is safe to talk.
 * @param child true when the person is known to be under 18
 * @returns at least one reply, also where the texts cannot be found
 */
export function dangerCard(
  danger: DangerClass,
  region: string,
  speech: Speech,
  numbers: RegionNumbers,
  child = false,
): Reply[] {
  const kinds = kindsFor(danger, child);
  const words = (key: string): string => found(speech.say(`danger:${child ? 'child.' : ''}${key}`), key);
  const common = { language: speech.language, direction: speech.direction, choices: [] };
  try {
    const lines = numbers.lines(region, kinds, speech);
    const said = `${words(`card.${danger}`)}\n${words(`now.${danger}`)}`;
    return [
      { ...common, text: `${said}\n\n${found(lines.text, '')}`, tone: 'danger', links: lines.links },
      { ...common, text: words('safe'), tone: 'danger', links: [] },
    ];
  } catch {
    return [lastResortCard(speech.language, region, kinds, numbers)];
  }
}

/** A text that is not there reads as its own key: nothing to show to anybody. */
function found(said: string, key: string): string {
  if (said.trim() === '' || (key !== '' && said.endsWith(key))) throw new Error('The text is missing.');
  return said;
}
