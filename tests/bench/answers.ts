/** What a process that was asked something says next; rejects when it ends instead, so that nobody waits for ever. */
import type { ChildProcess } from 'node:child_process';

export function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error(`${child.spawnargs.join(' ')} ended while it was measured.`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message as Message);
    });
  });
}
