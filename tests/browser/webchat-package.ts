/**
 * The published Web Chat, as a web page would load it. With all its dependencies it is half a gigabyte, so it is none
 * of ours: its tarball alone is fetched, once, checked against the sum below, and its scripts are taken out of it.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../helpers/content.js';

export const VERSION = '4.18.1';
const INTEGRITY =
  'sha512-7jpEUJ7olT62Xm+8eh7BhhIcXVfU2xD4pZDaeBt8K4XcNy6K/83UGIxE9BFkXmHMZ4hDEVOzs5cre07GWuaXzg==';
const FOLDER = join(ROOT, 'tests/output/webchat');
const TARBALL = join(FOLDER, `botframework-webchat-${VERSION}.tgz`);
const PATIENCE = 90_000;

const execute = promisify(execFile);

/** `minimal` draws no cards; `full` does. */
export type Bundle = 'minimal' | 'full';
const SCRIPTS: Record<Bundle, string> = {
  minimal: 'package/dist/webchat-minimal.js',
  full: 'package/dist/webchat.js',
};

export type WebChat = { ok: true; scripts: Record<Bundle, string> } | { ok: false; reason: string };

/** @throws if what was fetched is not what was published */
export async function fetchWebChat(): Promise<WebChat> {
  await mkdir(FOLDER, { recursive: true });
  // A download that was broken off is no fault of the registry's.
  if (!(await isWhole(TARBALL))) {
    await rm(TARBALL, { force: true });
    const fetched = await download();
    if (!fetched.ok) return fetched;
    if (!(await isWhole(TARBALL))) {
      await rm(TARBALL, { force: true });
      throw new Error(`botframework-webchat ${VERSION} is not what it was: its sha512 is another one.`);
    }
  }
  return { ok: true, scripts: { minimal: await unpacked('minimal'), full: await unpacked('full') } };
}

async function unpacked(bundle: Bundle): Promise<string> {
  const maxBuffer = 64 * 1024 * 1024;
  return (await execute('tar', ['-xzOf', TARBALL, SCRIPTS[bundle]], { maxBuffer })).stdout;
}

async function download(): Promise<{ ok: true } | { ok: false; reason: string }> {
  const draft = join(FOLDER, `draft-${process.pid}`);
  await mkdir(draft, { recursive: true });
  try {
    await execute(
      'npm',
      [
        'pack',
        `botframework-webchat@${VERSION}`,
        '--ignore-scripts',
        '--fetch-retries=0',
        '--pack-destination',
        draft,
      ],
      { timeout: PATIENCE, cwd: draft },
    );
    await rename(join(draft, `botframework-webchat-${VERSION}.tgz`), TARBALL);
    return { ok: true };
  } catch (cause) {
    const { stderr = '' } = cause as { stderr?: string };
    const code = /npm (?:error|ERR!) code (\w+)/.exec(stderr)?.[1] ?? 'no answer';
    return { ok: false, reason: `the registry could not be reached: ${code}` };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function isWhole(file: string): Promise<boolean> {
  try {
    const sum = createHash('sha512')
      .update(await readFile(file))
      .digest('base64');
    return `sha512-${sum}` === INTEGRITY;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw cause;
  }
}
