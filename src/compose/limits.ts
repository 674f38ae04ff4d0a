/** Limits on how fast messages and new conversations come, as the settings want them. */
import { type Config, hasRateLimits } from '../config.js';
import { pacedTokens } from '../operations/rate/tokens.js';
import { pacedTurns } from '../operations/rate/turns.js';
import type { Incoming } from '../turn/incoming.js';
import { dangerIn } from '../turn/not-taken.js';
import { plainReply, withHelpNow } from '../turn/replies.js';
import type { TakeTurn } from '../turn/result.js';
import type { House } from './house.js';

export interface Limits {
  take: TakeTurn;
  mayHaveToken?: ReturnType<typeof pacedTokens>;
}

export function limitsOf(config: Config, house: House, now: () => number): Limits {
  const { take, telling, deciding, content } = house;
  if (!hasRateLimits(config)) return { take };
  const languageOf = ({ locale }: Incoming): string => {
    const wanted = locale?.toLowerCase().split(/[-_]/)[0];
    return content.languages.find(({ code }) => code === wanted)?.code ?? config.KINLINE_LANGUAGE;
  };
  return {
    take: pacedTurns({
      take,
      now,
      urgent: (incoming) => dangerIn(incoming, languageOf(incoming), deciding.understanding) !== undefined,
      slower(incoming) {
        const speech = telling.speaking.in(languageOf(incoming));
        return withHelpNow([plainReply(speech.say('common:slower'), speech)], speech);
      },
    }),
    mayHaveToken: pacedTokens(config.KINLINE_PROXY_HEADER, now),
  };
}
