/** A family's own file: from the address that the chat gives to the words of the request. */
import { callbackDocument, readRequest } from '../callbacks/kept.js';
import { createOwnFiles, OWN_FILE_PATH } from '../callbacks/own-file.js';
import type { Config } from '../config.js';
import { type CallbackPorts, portsOf } from '../engine/callback.js';
import type { Store } from '../stores/port.js';
import { ownRequestText } from '../turn/own-request.js';
import { mountOwnFile } from '../web/own-file.js';
import type { WebServer } from '../web/server.js';
import type { House } from './house.js';

/** The address of a file, for the chat to give. */
export function ownFileAddress(config: Config, secret: string): NonNullable<CallbackPorts['file']> {
  const home = config.KINLINE_PUBLIC_URL ?? `http://localhost:${config.KINLINE_PORT}`;
  const files = createOwnFiles(secret);
  return (id, language, now) => new URL(`${OWN_FILE_PATH}${files.token({ id, language }, now)}`, home).href;
}

export function serveOwnFiles(
  web: WebServer,
  { telling, deciding }: Pick<House, 'telling' | 'deciding'>,
  store: Pick<Store, 'document'>,
  secret: string,
  now: () => number,
): void {
  const files = createOwnFiles(secret);
  mountOwnFile(web, {
    path: OWN_FILE_PATH,
    say: (language, key) => telling.speaking.in(language).say(`callback:file.${key}`),
    async find(token) {
      const of = files.read(token, now());
      const document = of && (await store.document(callbackDocument(of.id)));
      if (of === undefined || document === undefined) return undefined;
      const speech = telling.speaking.in(of.language);
      const text = ownRequestText(readRequest(document.value), portsOf(deciding.ports), speech);
      return { text, language: speech.language, direction: speech.direction };
    },
  });
}
