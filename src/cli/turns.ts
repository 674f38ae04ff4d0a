/** `kinline turns`: messages that could not be answered whenever they were tried, and trying them again. */
import { servableContent } from '../compose/content.js';
import { buildHouse } from '../compose/house.js';
import { logLines } from '../compose/log.js';
import { isUsed, namesSecret, openStore, recordsOf } from '../compose/store.js';
import { FAILED_FOR, FAILED_TURN, parseFailedTurn, type Replayed } from '../turn/set-aside.js';
import { settingsOrExit } from './settings.js';

/** Nothing of what was said is shown: a channel, a time and the kind of the fault. */
export async function runTurnsFailed(
  { json = false }: { json?: boolean },
  now: () => number,
): Promise<number> {
  const at = now();
  const records = await recordsOf(settingsOrExit(), FAILED_TURN, at);
  const turns = records
    .map(({ id, value }) => ({ id, ...parseFailedTurn(value) }))
    .filter((turn) => turn.at + FAILED_FOR > at)
    .sort((one, other) => one.at - other.at);
  for (const turn of turns) {
    const shown = {
      id: turn.id,
      at: new Date(turn.at).toISOString(),
      channel: turn.channel,
      cause: turn.cause,
      until: new Date(turn.at + FAILED_FOR).toISOString(),
    };
    process.stdout.write(
      json
        ? `${JSON.stringify(shown)}\n`
        : `${shown.id}  ${shown.at}  ${shown.channel}  ${shown.cause}  can be replayed until ${shown.until}\n`,
    );
  }
  if (turns.length === 0 && !json) process.stdout.write('No turn has failed.\n');
  return 0;
}

export async function runTurnsReplay(ids: readonly string[], now: () => number): Promise<number> {
  const config = settingsOrExit();
  const content = servableContent(config.KINLINE_CONTENT);
  const used = isUsed(config);
  const store = await openStore(config, { now });
  try {
    const secret = await namesSecret(config, store, used);
    const house = await buildHouse({ config, content, store, secret, now, log: logLines });
    let failed = 0;
    for (const id of ids) {
      const replayed = await house.replay(id);
      failed += replayed.status === 'done' ? 0 : 1;
      process.stdout.write(`${id}: ${tell(replayed)}\n`);
    }
    house.stop();
    return failed === 0 ? 0 : 1;
  } finally {
    await store.close();
  }
}

function tell(replayed: Replayed): string {
  switch (replayed.status) {
    case 'done':
      return 'done; what was decided is stored, and the answer stands in the conversation.';
    case 'fails':
      return `fails as it did (${replayed.cause}). Nothing was changed.`;
    case 'moved_on':
      return 'the person has gone on since, so it was left as it is.';
    case 'gone':
      return 'what is needed is gone: the conversation has ended, or its time is over.';
    case 'unknown':
      return 'there is no such turn. See: npm run kinline -- turns failed';
  }
}
