/** The danger card: fixed words and the region's numbers. It needs no session, no store and no directory. */
import type { DangerClass } from '../engine/input.js';
import type { Speech } from '../language/speech.js';
import type { RegionNumbers } from './numbers.js';
import type { Reply } from './reply.js';

/** Which numbers each card shows, in order. */
export const KINDS: Record<DangerClass, readonly string[]> = {
  danger_now: ['emergency', 'child_helpline', 'domestic_violence'],
  self_harm: ['emergency', 'child_helpline'],
  violence_home: ['emergency', 'domestic_violence', 'child_helpline'],
  sexual_abuse: ['emergency', 'child_helpline', 'domestic_violence'],
  trafficking_exploitation: ['emergency', 'trafficking', 'child_helpline'],
  missing_or_alone_child: ['emergency', 'missing_children', 'child_helpline'],
  no_shelter_or_food: ['emergency', 'domestic_violence', 'child_helpline'],
  staff_misconduct: ['child_helpline', 'emergency'],
};

export function dangerCard(
  danger: DangerClass,
  region: string,
  speech: Speech,
  numbers: RegionNumbers,
): Reply {
  const lines = numbers.lines(region, KINDS[danger], speech);
  return {
    text: `${speech.say(`danger:card.${danger}`)}\n\n${lines.text}`,
    language: speech.language,
    direction: speech.direction,
    tone: 'danger',
    links: lines.links,
    choices: [],
  };
}
