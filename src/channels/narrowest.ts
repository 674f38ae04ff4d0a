/** The limits that hold on every channel we know of; content is proved against these. */
import type { ChannelLimits } from './channel.js';

/**
 * Messenger quick replies: 13 buttons of 20 characters, 2,000 characters a message; botbuilder's own table allows
 * 10 suggested actions on the narrowest channel that has any.
 */
export const NARROWEST: ChannelLimits = { text: 2000, buttons: 10, label: 20 };
