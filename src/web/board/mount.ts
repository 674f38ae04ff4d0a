/** The public board at `/board`: one page from the server in every language, without cookie, script or anything kept. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { escapeHtml, toHtml } from '../chat/to-html.js';
import type { WebServer } from '../server.js';
import type { BoardContent, BoardLanguage, BoardNames } from './model.js';
import { BOARD_STYLE } from './style.js';
import { type BoardState, BoardView } from './view.js';

const compress = promisify(gzip);
/** Milliseconds for which the page is not gathered anew. */
const FRESH = 10_000;

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(BOARD_STYLE, 'utf8').digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface BoardOptions {
  web: Pick<WebServer, 'routes'>;
  /** At least one. */
  languages: readonly BoardLanguage[];
  names: BoardNames;
  /** The best language for an Accept-Language header. */
  pick(accepts: string): string;
  content(): Promise<BoardContent>;
  now(): number;
  report(cause: unknown): void;
}

export function mountBoard(options: BoardOptions): void {
  const { web, languages, names, pick, now } = options;
  let known: { at: number; content: BoardContent } | undefined;

  async function fresh(): Promise<BoardContent> {
    if (known !== undefined && now() >= known.at && now() - known.at < FRESH) return known.content;
    known = { at: now(), content: await options.content() };
    return known.content;
  }

  web.routes.get('/board', async (request, response) => {
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
    const asked = [query.get('lang'), pick(String(request.headers['accept-language'] ?? ''))];
    const language = asked
      .map((code) => languages.find((one) => one.code === code))
      .concat(languages)
      .find((one) => one !== undefined);
    if (language === undefined) throw new Error('The board has no language.');
    const content = await fresh().catch((cause: unknown) => {
      options.report(cause);
      return undefined;
    });
    const quarters = new Set(content?.results.map(({ quarter }) => quarter));
    const wanted = query.get('quarter') ?? '';
    const quarter = quarters.has(wanted) ? wanted : [...quarters].sort().at(-1);
    // A store that cannot be read now leaves the page there, and empty; it is right again a moment later.
    const shown = content ?? { promises: [], results: [], late: false, today: '' };
    const html = boardDocument({ content: shown, names, language, languages, quarter });
    const zips = /\bgzip\b/.test(String(request.headers['accept-encoding']));
    const body = zips ? await compress(html) : Buffer.from(html);
    response.writeHead(content === undefined ? 503 : 200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Length': body.length,
      'Content-Security-Policy': POLICY,
      'Cache-Control': 'no-store',
      Vary: 'Accept-Language, Accept-Encoding',
      ...(zips ? { 'Content-Encoding': 'gzip' } : {}),
    });
    response.end(body);
  });
}

function boardDocument(state: BoardState): string {
  const { language } = state;
  return `<!doctype html>
<html lang="${escapeHtml(language.code)}" dir="${language.direction}">
<head>
<meta charset="utf-8">
<title>${escapeHtml(language.say('title'))}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no">
<link rel="icon" href="data:,">
<style>${BOARD_STYLE}</style>
</head>
<body>
${toHtml(BoardView(state))}
</body>
</html>
`;
}
