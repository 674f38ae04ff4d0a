/** The public board on the service's server: what was published, in the house's languages and with its names. */
import { boardPromises } from '../casework/feedback/promises.js';
import type { Organization } from '../casework/organization.js';
import type { Config } from '../config.js';
import { mayLeave } from '../directory/export/service.js';
import { isBoardLate } from '../feedback/deadlines.js';
import { everythingPublished } from '../feedback/published.js';
import type { Store } from '../stores/port.js';
import { mountBoard } from '../web/board/mount.js';
import { feedbackLabels } from '../web/feedback/labels.js';
import type { WebServer } from '../web/server.js';
import type { House, Log } from './house.js';
import { pickLanguage } from './page.js';

export function startBoard(parts: {
  config: Pick<Config, 'KINLINE_LANGUAGE'>;
  house: Pick<House, 'content' | 'telling' | 'directory'>;
  organization: Organization;
  store: Store;
  web: WebServer;
  now(): number;
  log: Log;
}): void {
  const { config, house, organization, store, web, now, log } = parts;
  const { languages } = house.content;
  const { speaking } = house.telling;
  const codes = languages.map(({ code }) => code);
  mountBoard({
    web,
    languages: languages.map(({ code, name, direction, intl }) => {
      const numbers = new Intl.NumberFormat(intl);
      const speech = speaking.in(code);
      return {
        code,
        name,
        direction,
        say: (text, values) => speech.say(`board:${text}`, values),
        day: (date) => speech.formats.day(date) ?? date,
        number: (count) => numbers.format(count),
      };
    }),
    names: {
      themes: organization.themes,
      labels: feedbackLabels(languages),
      service: serviceNames(house),
    },
    pick: (accepts) => pickLanguage(accepts, codes, config.KINLINE_LANGUAGE),
    async content() {
      const promises = await boardPromises(store);
      const weeks = promises.flatMap(({ published }) => published ?? []);
      return {
        promises,
        results: await everythingPublished(store),
        // A board that was never used has not fallen silent.
        late: weeks.length > 0 && isBoardLate(weeks, now()),
        today: organization.today(now()),
      };
    },
    now,
    report: (cause) => log('board_fault', { cause: cause instanceof Error ? cause.name : 'unknown' }),
  });
}

/** A service by its name, or its kind where it is not named. */
export const serviceNames =
  ({ telling, directory }: Pick<House, 'telling' | 'directory'>) =>
  (id: string, language: string): string => {
    if (id.startsWith('kind:')) return telling.speaking.in(language).say(`needs:${id.slice('kind:'.length)}`);
    const found = directory.index().directory.services.find((service) => service.id === id);
    // What may not be found in the chat is named nowhere.
    if (found === undefined || !mayLeave(found)) return '–';
    return found.name[language] ?? found.name[''] ?? Object.values(found.name)[0] ?? '–';
  };
