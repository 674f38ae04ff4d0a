/**
 * A directory as a file: one JSON document with a service a line, so that it is written and read a piece at a time
 * and never lies in memory as one text beside itself.
 */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Directory, Organization, Service } from './model.js';

/** Characters that are written at once. */
const PIECE = 1_000_000;
const OPENING = ',"services":[';

const head = z.looseObject({ source: z.string(), importedAt: z.string(), invented: z.boolean() });
const service = z.looseObject({ id: z.string(), organization: z.looseObject({ id: z.string() }) });

/** The text of the file in pieces. */
export function* directoryTexts({ services, ...rest }: Directory): Generator<string> {
  let text = `${JSON.stringify(rest).slice(0, -1)}${OPENING}`;
  for (const [index, one] of services.entries()) {
    text += `${index === 0 ? '' : ','}\n${JSON.stringify(one)}`;
    if (text.length < PIECE) continue;
    yield text;
    text = '';
  }
  yield `${text}\n]}`;
}

/** Rejects when the file is not whole. `wanted` leaves services away before they take room. */
export async function readDirectoryFile(
  path: string,
  wanted: (service: Service) => boolean = () => true,
): Promise<Directory> {
  let rest: Omit<Directory, 'services'> | undefined;
  let ended = false;
  const services: Service[] = [];
  const share = createSharing();
  for await (const line of linesOf(path)) {
    if (rest === undefined) {
      if (!line.endsWith(OPENING)) return readWhole(path, wanted);
      rest = head.parse(JSON.parse(`${line.slice(0, -OPENING.length)}}`)) as unknown as Omit<
        Directory,
        'services'
      >;
    } else if (line === ']}') ended = true;
    else {
      const found = checked(JSON.parse(line.endsWith(',') ? line.slice(0, -1) : line));
      if (wanted(found)) services.push(share(found));
    }
  }
  if (rest === undefined || !ended) throw new Error('the file ends too early');
  return { ...rest, services };
}

/** Between line feeds only: a text may hold other marks that end a line. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    const lines = `${rest}${piece}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest;
}

/** Files of earlier versions, all on one line. */
async function readWhole(path: string, wanted: (service: Service) => boolean): Promise<Directory> {
  const { services, ...rest } = JSON.parse(await readFile(path, 'utf8')) as Directory;
  head.parse(rest);
  return { ...rest, services: z.array(z.unknown()).parse(services).map(checked).filter(wanted) };
}

/** Services were checked when they were imported; here only that it is one. */
function checked(value: unknown): Service {
  service.parse(value);
  return value as Service;
}

/** The services of an organization share it, as they did before they were written. */
function createSharing(): (service: Service) => Service {
  const known = new Map<string, { text: string; organization: Organization }>();
  return (one) => {
    const { id } = one.organization;
    const text = JSON.stringify(one.organization);
    const before = known.get(id);
    if (before === undefined) known.set(id, { text, organization: one.organization });
    else if (before.text === text) one.organization = before.organization;
    return one;
  };
}
