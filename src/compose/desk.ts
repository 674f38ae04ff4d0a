/** The desk on the service's server: its pages with the house's languages, casework, and whoever gets in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createBoardWork } from '../casework/feedback/board-work.js';
import { createEntries } from '../casework/feedback/entries.js';
import type { Staff } from '../casework/staff.js';
import type { Config } from '../config.js';
import { everythingInside } from '../feedback/published.js';
import type { Elsewhere } from '../notify/elsewhere.js';
import type { Store } from '../stores/port.js';
import { mountDesk } from '../web/desk/mount.js';
import { feedbackLabels } from '../web/feedback/labels.js';
import type { WebServer } from '../web/server.js';
import { serviceNames } from './board.js';
import type { Casework } from './casework.js';
import type { House, Log } from './house.js';
import { pickLanguage } from './page.js';
import { startStaffDoors } from './who-gets-in.js';

export interface DeskStarting {
  config: Config;
  house: Pick<House, 'content' | 'telling' | 'directory'>;
  casework: Pick<Casework, 'cases' | 'organization' | 'audit'>;
  /** Chats, calendars and notices. */
  elsewhere?: Elsewhere | undefined;
  store: Store;
  /** What names are derived from. */
  secret: string;
  web: WebServer;
  /** Folder of the build, with the script and the style. */
  assets: string;
  /** Under which this process is reached; people's own address is in the settings. */
  address: string;
  now(): number;
  log: Log;
}

export interface Desk {
  /** By which the first administrator makes an account; undefined once there is one. */
  firstLink: string | undefined;
  /** Everybody who works here. */
  people(): Promise<readonly Staff[]>;
  stop(): Promise<void>;
}

export async function startDesk(parts: DeskStarting): Promise<Desk> {
  const { config, house, casework, store, web, now, log } = parts;
  const { languages } = house.content;
  const codes = languages.map(({ code }) => code);
  const address = config.KINLINE_PUBLIC_URL ?? parts.address;
  const doors = startStaffDoors({ ...parts, address: () => parts.address, audit: casework.audit });
  mountDesk({
    web,
    parts: {
      ...doors,
      cases: casework.cases,
      organization: casework.organization,
      feedback: {
        entries: createEntries({ ...casework, store, now }),
        board: createBoardWork({ ...casework, store, now }),
        labels: feedbackLabels(languages),
        results: () => everythingInside(store),
        service: serviceNames(house),
      },
      elsewhere: parts.elsewhere,
      link: ({ token }) => doors.link(token),
    },
    assets: {
      script: readFileSync(join(parts.assets, 'desk.js'), 'utf8'),
      style: readFileSync(join(parts.assets, 'desk.css'), 'utf8'),
    },
    languages: languages.map(({ code, name, intl }) => ({ code, name, intl })),
    speaking: house.telling.speaking,
    pick: (accepts) => pickLanguage(accepts, codes, config.KINLINE_LANGUAGE),
    proxyHeader: config.KINLINE_PROXY_HEADER,
    secure: address.startsWith('https:') || config.KINLINE_MODE === 'production',
    now,
    report: (cause) => log('desk_fault', { cause: cause instanceof Error ? cause.name : 'unknown' }),
  });
  return {
    firstLink: await doors.firstLink(),
    people: () => doors.accounts.all(),
    stop: doors.stop,
  };
}
