/** The desk on the service's server: its pages with the house's languages, casework, and whoever gets in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inviteLink } from '../casework/invite.js';
import type { Config } from '../config.js';
import { mountDesk } from '../web/desk/mount.js';
import type { Route } from '../web/desk/routes.js';
import type { WebServer } from '../web/server.js';
import type { Casework } from './casework.js';
import type { House, Log } from './house.js';
import { pickLanguage } from './page.js';
import type { StaffDoors } from './who-gets-in.js';

export interface DeskMounting {
  config: Pick<Config, 'KINLINE_MODE' | 'KINLINE_PUBLIC_URL' | 'KINLINE_LANGUAGE'>;
  house: Pick<House, 'content' | 'telling'>;
  casework: Pick<Casework, 'cases' | 'organization'>;
  doors: StaffDoors;
  web: WebServer;
  /** Folder of the build, with the script and the style. */
  assets: string;
  /** Under which people reach it, where the settings do not say. */
  address: string;
  now(): number;
  log: Log;
}

/** @returns the addresses that it is reached by */
export function mountDeskOn(parts: DeskMounting): readonly Route[] {
  const { config, house, casework, doors, web, now, log } = parts;
  const { languages } = house.content;
  const codes = languages.map(({ code }) => code);
  const address = config.KINLINE_PUBLIC_URL ?? parts.address;
  return mountDesk({
    web,
    parts: {
      ...doors,
      cases: casework.cases,
      organization: casework.organization,
      link: (invite) => inviteLink(address, invite),
    },
    assets: {
      script: readFileSync(join(parts.assets, 'desk.js'), 'utf8'),
      style: readFileSync(join(parts.assets, 'desk.css'), 'utf8'),
    },
    languages: languages.map(({ code, name, intl }) => ({ code, name, intl })),
    speaking: house.telling.speaking,
    pick: (accepts) => pickLanguage(accepts, codes, config.KINLINE_LANGUAGE),
    secure: address.startsWith('https:') || config.KINLINE_MODE === 'production',
    now,
    report: (cause) => log('desk_fault', { cause: cause instanceof Error ? cause.name : 'unknown' }),
  });
}
