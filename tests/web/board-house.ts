/** The public board on a real server and store, in front of an invented organization. */
import { promiseChanges } from '../../src/casework/feedback/promises.js';
import { startBoard } from '../../src/compose/board.js';
import type { House } from '../../src/compose/house.js';
import { type Counts, keyOf } from '../../src/feedback/counts.js';
import { publishOver } from '../../src/feedback/published.js';
import { createTally } from '../../src/feedback/results.js';
import type { Promised } from '../../src/feedback/themes.js';
import { createSpeaking } from '../../src/language/speech.js';
import type { Store } from '../../src/stores/port.js';
import { createWebServer } from '../../src/web/server.js';
import { at, ORGANIZATION } from '../casework/office.js';
import { ownContent } from '../helpers/content.js';
import { makeFolder } from '../stores/folder.js';

export const NOW = at('2026-11-24T10:00');

export const PROMISE: Promised = {
  id: 'heating',
  theme: 'place',
  youSaid: { en: 'The big room is cold.', uk: 'У великій кімнаті холодно.', ar: 'الغرفة الكبيرة باردة.' },
  stands: 'doing',
  we: { en: 'We are buying a heater.', uk: 'Ми купуємо обігрівач.', ar: 'نشتري مدفأة.' },
  owner: 'The house manager (invented)',
  date: '2026-11-20',
  quotes: [],
  approvedBy: ['one', 'two'],
  published: '2026-W47',
};

/** What many said in a quarter that is over; few of the oldest took part. */
export const COUNTS: Counts = new Map(
  [
    ['day_care', '10-13', 'yes', 44],
    ['day_care', '10-13', 'no', 31],
    ['day_care', '14-17', 'yes', 38],
    ['day_care', '14-17', 'no', 27],
    ['day_care', '18-25', 'yes', 3],
  ].flatMap(([kind, age, answer, count]) =>
    ['listen', '_entries'].map((question): [string, number] => [
      keyOf({
        quarter: '2026-Q3',
        service: `kind:${kind}`,
        age: age as '10-13',
        question,
        answer: question === 'listen' ? String(answer) : `given-${answer}`,
      }),
      Number(count),
    ]),
  ),
);

export interface BoardHouse {
  url: string;
  store: Store;
  clock: { now: number };
  promise(over?: Partial<Promised>): Promise<void>;
  close(): Promise<void>;
}

export async function openBoard(): Promise<BoardHouse> {
  const folder = await makeFolder();
  const store = await folder.open();
  const content = ownContent();
  const clock = { now: NOW };
  const web = createWebServer();
  const directory = { index: () => ({ directory: { services: [] } }) };
  startBoard({
    config: { KINLINE_LANGUAGE: 'en' },
    house: {
      content,
      telling: { speaking: createSpeaking(content.languages) },
      directory,
    } as unknown as House,
    organization: ORGANIZATION,
    store,
    web,
    now: () => clock.now,
    log: (event) => {
      throw new Error(event);
    },
  });
  const { port } = await web.listen(0, '127.0.0.1');
  await publishOver(store, createTally(COUNTS), NOW);
  return {
    url: `http://127.0.0.1:${port}`,
    store,
    clock,
    async promise(over = {}) {
      const value = { ...PROMISE, ...over };
      await store.write(promiseChanges(value, 0, NOW));
    },
    async close() {
      web.routes.server.closeAllConnections();
      await web.close();
      await store.close();
      await folder.remove();
    },
  };
}
