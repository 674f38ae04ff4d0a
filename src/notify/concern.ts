/** That young people's words wait for one role, and nothing of what they say. */
import type { Audience, Notice } from './notice.js';

/**
 * @param entry the entry's id
 * @param id the notice's own, stable one
 */
export function concernNotice(entry: string, id: string, audience: Audience, at: number): Notice {
  return {
    id,
    kind: 'concern_received',
    reference: `F-${entry.slice(0, 6)}`,
    path: `/desk/feedback/${entry}`,
    urgent: true,
    audience,
    team: null,
    region: null,
    at,
  };
}
