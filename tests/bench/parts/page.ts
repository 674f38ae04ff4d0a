/** What a phone has to load before the bot's first words stand on the screen, in each language. */
import { get } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { startKinline } from '../subjects.js';
import { type Goal, table } from '../table.js';

/** Bytes. */
const GOAL = 30_000;

interface Fetched {
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

export async function measurePage(_pace: unknown, say: (words: string) => void): Promise<Goal[]> {
  const server = await startKinline('page');
  try {
    const origin = `http://127.0.0.1:${server.port}`;
    const first = await fetchPage(`${origin}/`);
    const languages = languagesOf(first);
    const rows: { language: string; bytes: number; plain: number }[] = [];
    for (const language of languages) {
      const { body } = await fetchPage(`${origin}/?lang=${language}`);
      const plain = gunzipSync(body);
      const elsewhere = /<(?:script|link|img)[^>]+(?:src|href)="(?!data:)[^"]*"/.exec(plain.toString());
      if (elsewhere) throw new Error(`The page loads more than itself: ${elsewhere[0]}`);
      rows.push({ language, bytes: body.length, plain: plain.length });
    }
    say('\nBytes of the chat page: HTML, script, style and one language in one document\n');
    say(
      table(
        ['language', 'gzipped', 'plain'],
        rows.map(({ language, bytes, plain }) => [language, String(bytes), String(plain)]),
      ),
    );
    const most = Math.max(...rows.map(({ bytes }) => bytes));
    const goal = `at most ${GOAL / 1000} KB`;
    return [
      {
        what: 'Page, gzipped, largest language',
        measured: `${(most / 1000).toFixed(1)} KB`,
        goal,
        met: most <= GOAL,
      },
    ];
  } finally {
    await server.stop();
  }
}

function languagesOf({ body }: Fetched): string[] {
  const codes = [
    ...gunzipSync(body)
      .toString()
      .matchAll(/[?&;]lang=([a-z-]+)/g),
  ].map(([, code]) => code ?? '');
  return [...new Set(codes)];
}

function fetchPage(address: string): Promise<Fetched> {
  return new Promise((resolve, reject) => {
    get(address, { headers: { 'Accept-Encoding': 'gzip' } }, (response) => {
      const { location } = response.headers;
      if (location !== undefined) {
        response.resume();
        resolve(fetchPage(new URL(location, address).href));
        return;
      }
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
    }).on('error', reject);
  });
}
