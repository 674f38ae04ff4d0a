/** The whole service on one port: store, turn, channels, chat page, health. */
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mountBotFramework } from '../channels/bot-framework/mount.js';
import { mountDirectLine } from '../channels/direct-line/mount.js';
import type { Config } from '../config.js';
import type { Content } from '../content/load.js';
import type { PackedSenses } from '../language/packed-senses.js';
import type { StaffChat } from '../notify/staff-chat.js';
import { createTurnMetrics } from '../operations/telemetry/turns.js';
import { createWebServer, type WebServer } from '../web/server.js';
import { startBoard } from './board.js';
import { startCasework } from './casework.js';
import { startDesk } from './desk.js';
import { startFeedbackWork } from './feedback-work.js';
import { buildHouse, type House, type Log } from './house.js';
import { openJobs } from './jobs.js';
import { followKeys } from './keys-copy.js';
import { limitsOf } from './limits.js';
import { startNotify } from './notify.js';
import { servedOrganization } from './organization.js';
import { ownFileAddress, serveOwnFiles } from './own-file.js';
import { mountPage } from './page.js';
import { watchRegions } from './region-alarms.js';
import { isUsed, namesSecret, openStore } from './store.js';
import { startTelemetry, tracesOf } from './telemetry.js';

export interface Service {
  address: string;
  invented: boolean;
  /** By which the first account of the desk is made; undefined once there is one. */
  firstLink: string | undefined;
  stop(): Promise<void>;
}

/** How often what is past its time is destroyed. */
const EXPIRE_EVERY = 60_000;

export async function startService(
  config: Config,
  content: Content,
  assets: string,
  log: Log,
  keptRegions: readonly string[] = [],
  senses?: PackedSenses,
): Promise<Service> {
  const used = isUsed(config);
  const now = Date.now;
  const warn = (message: string) => log('store', { message });
  const store = await openStore(config, { now, warn });
  try {
    const secret = await namesSecret(config, store, used);
    const jobs = await openJobs(config, log);
    const organization = servedOrganization(config, content);
    const casework = await startCasework({ organization, store, now, newId: randomUUID, log, jobs });
    const keysCopy = followKeys(config, log);
    const house = await buildHouse({
      config,
      content,
      senses,
      program: assets,
      store,
      secret,
      now,
      log,
      office: organization,
      promises: organization.promises,
      inAuditLog: casework.audit.commit,
      file: ownFileAddress(config, secret),
      destroyed: () => keysCopy.destroyed(),
      noticed: (id) => void casework.cases.noticed(id).catch(() => log('queue_not_told')),
    });
    const web = createWebServer();
    serveOwnFiles(web, house, store, secret, now);
    const notify = startNotify({
      ...casework,
      config,
      store,
      secret,
      speaking: house.telling.speaking,
      web,
      channel: () => channels.botFramework,
      now,
      log,
      jobs,
    });
    const channels = await mountChannels(config, house, web, secret, assets, log, notify.staffChat);
    startBoard({ config, house, organization, store, web, now, log });
    const watch = watchRegions({ regions: content.regions, kept: keptRegions, now, log });
    const regionAlarms = watch.alarms;
    const { turns, traces } = channels;
    const telemetry = await startTelemetry({ config, web, store, house, turns, traces, regionAlarms, now });
    const { port, host } = await web.listen(config.KINLINE_PORT, config.KINLINE_HOST);
    const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    const desk = await startDesk({
      config,
      house,
      casework,
      elsewhere: notify,
      store,
      secret,
      web,
      assets,
      address,
      now,
      log,
    });
    const feedbackWork = await startFeedbackWork({
      feedback: house.feedback,
      organization,
      store,
      people: desk.people,
      wake: notify.wake,
      jobs,
      now,
      log,
    });
    const expiring = jobs.every('expire', EXPIRE_EVERY, async () => void (await store.expire(now())));
    return {
      address,
      invented: house.directory.invented(),
      firstLink: desk.firstLink,
      async stop() {
        const expired = expiring.stop();
        watch.stop();
        const told = notify.stop();
        channels.directLine.close();
        await desk.stop();
        await web.close();
        await telemetry.stop();
        await channels.botFramework.settled();
        house.stop();
        await feedbackWork.stop();
        await casework.stop();
        await told;
        await keysCopy.stop();
        await expired;
        await jobs.close();
        await store.close();
      },
    };
  } catch (cause) {
    await store.close();
    throw cause;
  }
}

async function mountChannels(
  config: Config,
  house: House,
  web: WebServer,
  secret: string,
  assets: string,
  log: Log,
  staffChat: StaffChat,
) {
  const { transcript } = house;
  const turns = createTurnMetrics(() => performance.now());
  const { take: paced, mayHaveToken } = limitsOf(config, house, Date.now);
  const traces = tracesOf(config, log);
  const measured = turns.measured(paced);
  const take = traces?.traced(measured) ?? measured;
  const directLine = mountDirectLine({
    web,
    take,
    transcript,
    secret: `direct-line ${secret}`,
    now: Date.now,
    random: randomBytes,
    ...(config.KINLINE_PUBLIC_URL === undefined ? {} : { publicUrl: config.KINLINE_PUBLIC_URL }),
    ...(config.KINLINE_DIRECTLINE_SECRET === undefined
      ? {}
      : { requireSecret: config.KINLINE_DIRECTLINE_SECRET }),
    ...(mayHaveToken === undefined ? {} : { mayHaveToken }),
    report: (fault) => log('direct_line_fault', { cause: fault instanceof Error ? fault.name : 'unknown' }),
  });
  const botFramework = mountBotFramework({
    web,
    take,
    credentials: config.MicrosoftAppId
      ? {
          appId: config.MicrosoftAppId,
          appPassword: config.MicrosoftAppPassword,
          appType: config.MicrosoftAppType,
          tenantId: config.MicrosoftAppTenantId,
        }
      : undefined,
    production: config.KINLINE_MODE === 'production',
    log,
    staffChat,
  });
  const script = readFileSync(join(assets, 'chat.js'), 'utf8');
  const style = readFileSync(join(assets, 'chat.css'), 'utf8');
  await mountPage({ config, house, web, directLine, assets: { script, style } });
  return { directLine, botFramework, turns, traces };
}
