/**
 * What each channel behind the Bot Framework can show. Counts of buttons are those of botbuilder's own table of
 * suggested actions (Microsoft Teams: its documentation, six, and only in a chat of two); lengths of texts and labels
 * are those that the messengers document.
 */
import type { ChannelLimits } from '../channel.js';
import { NARROWEST } from '../narrowest.js';

export interface ChannelTraits {
  limits: ChannelLimits;
  /** Whether buttons are surely seen. Where not, the choices stand in the text as well. */
  certain: boolean;
}

const traits = (text: number, buttons: number, label: number): ChannelTraits => ({
  limits: { text, buttons, label },
  certain: true,
});
const OWN_WINDOW = traits(8000, 100, 60);

const TRAITS: ReadonlyMap<string, ChannelTraits> = new Map([
  ['webchat', OWN_WINDOW],
  ['directline', OWN_WINDOW],
  ['directlinespeech', OWN_WINDOW],
  ['emulator', OWN_WINDOW],
  ['facebook', traits(2000, 10, 20)],
  ['telegram', traits(4096, 100, 64)],
  ['line', traits(5000, 13, 20)],
  ['kik', traits(2000, 20, 20)],
  ['skype', traits(8000, 10, 20)],
  ['msteams', traits(8000, 6, 40)],
  ['slack', traits(4000, 0, 20)],
  ['email', traits(20000, 0, 20)],
  ['sms', traits(1600, 0, 20)],
  ['twilio-sms', traits(1600, 0, 20)],
  ['groupme', traits(1000, 0, 20)],
]);
const UNKNOWN: ChannelTraits = { limits: NARROWEST, certain: false };
const TEAMS_GROUP = traits(8000, 0, 40);

/** @param group more than two take part in the conversation */
export function traitsOf(channelId: string, group: boolean): ChannelTraits {
  if (group && channelId === 'msteams') return TEAMS_GROUP;
  return TRAITS.get(channelId) ?? UNKNOWN;
}
