/** Runs the built command or service as somebody at a prompt does. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../helpers/content.js';

export interface Ran {
  code: number | null;
  output: string;
  errors: string;
}

export const CONTENT = process.env.TEST_CONTENT ?? ROOT;

/** @param settings the only settings there are: none of this process's own are passed on */
export function run(
  script: 'main' | 'kinline',
  args: readonly string[],
  settings: Record<string, string> = {},
  input = '',
): Promise<Ran> {
  const environment = { PATH: process.env.PATH ?? '', ...settings };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, `dist/${script}.js`), ...args], { env: environment });
    const ran: Ran = { code: null, output: '', errors: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      ran.output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      ran.errors += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...ran, code }));
    // A command that refuses its settings does not read what it is told.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
