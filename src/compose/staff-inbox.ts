/**
 * How `kinline staff` reaches the service that holds the data folder: a question laid there as a file, sealed under the
 * secret that both know, and the answer beside it. Nobody else can ask, read along, or ask the same again.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  doStaffCommand,
  type StaffAnswer,
  type StaffCommand,
  staffAnswer,
  staffCommand,
} from '../casework/staff-commands.js';
import type { WhoGetsIn } from '../casework/who-gets-in.js';
import { unwrapKey, wrapKey, wrappingKey } from '../stores/sealing.js';
import type { Log } from './house.js';

const FOLDER = 'staff-commands';
const ASKED = '.ask';
const ANSWERED = '.answer';
const LOOK_EVERY = 500;
const LOOK_FOR_ANSWER = 100;
const PATIENCE = 15_000;

/** Sealed as what it is and for this name: an answer is no question, and no file can be laid in another's place. */
const bound = (name: string): string => `staff command ${name}`;

/** Undefined when nobody answered. */
export async function askService(
  data: string,
  secret: string,
  command: StaffCommand,
): Promise<StaffAnswer | undefined> {
  const folder = join(data, FOLDER);
  const key = wrappingKey(secret);
  const name = randomBytes(16).toString('hex');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await lay(folder, name + ASKED, wrapKey(key, Buffer.from(JSON.stringify(command)), bound(name + ASKED)));
  try {
    for (let waited = 0; waited < PATIENCE; waited += LOOK_FOR_ANSWER) {
      const sealed = await readFile(join(folder, name + ANSWERED)).catch(() => undefined);
      if (sealed !== undefined) {
        const answer = unwrapKey(key, sealed, bound(name + ANSWERED));
        return answer && (staffAnswer.parse(JSON.parse(answer.toString())) as StaffAnswer);
      }
      await setTimeout(LOOK_FOR_ANSWER);
    }
    return undefined;
  } finally {
    for (const end of [ASKED, ANSWERED]) await rm(join(folder, name + end), { force: true });
  }
}

/** Answers what is asked from now on, one after the other. */
export function answerCommands(parts: {
  data: string;
  secret: string;
  who: Pick<WhoGetsIn, 'accounts' | 'welcome'>;
  log: Log;
}): { stop(): Promise<void> } {
  const folder = join(parts.data, FOLDER);
  const key = wrappingKey(parts.secret);

  async function answer(file: string): Promise<void> {
    const sealed = await readFile(join(folder, file));
    // Taken away first: whatever happens then, it is done once at most.
    await rm(join(folder, file));
    const asked = unwrapKey(key, sealed, bound(file));
    if (asked === undefined) return;
    const command = staffCommand.parse(JSON.parse(asked.toString()));
    const answered = await doStaffCommand(parts.who, command);
    const name = file.slice(0, -ASKED.length) + ANSWERED;
    await lay(folder, name, wrapKey(key, Buffer.from(JSON.stringify(answered)), bound(name)));
  }

  async function look(): Promise<void> {
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter((each) => each.endsWith(ASKED)))
      await answer(name).catch(() => parts.log('staff_command_failed'));
  }

  let looking: Promise<void> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    looking = look().finally(() => {
      busy = false;
    });
  }, LOOK_EVERY);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

/** All of it or nothing is there. */
async function lay(folder: string, name: string, bytes: Buffer): Promise<void> {
  const temporary = join(folder, `${name}.part`);
  await writeFile(temporary, bytes, { mode: 0o600 });
  await rename(temporary, join(folder, name));
}
