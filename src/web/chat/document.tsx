/** The chat page as one document: style, first words and script in it, so that one answer from the server is enough. */
import { createHash } from 'node:crypto';
import type { Actions, Boot } from './model.js';
import { escapeHtml, toHtml } from './to-html.js';
import { Page } from './view/page.js';

/** The bundle of `client/`, as text. */
export interface ChatAssets {
  script: string;
  style: string;
}

export interface ChatDocument {
  render(boot: Boot, title: string): string;
  /** @param host the request's Host header: older browsers do not count WebSockets as `'self'` */
  policy(host: string | undefined): string;
}

const NOTHING = () => {};
const NO_ACTIONS: Actions = {
  say: NOTHING,
  choose: NOTHING,
  helpNow: NOTHING,
  closeHelp: NOTHING,
  speak: NOTHING,
  sendAgain: NOTHING,
  startAgain: NOTHING,
  print: NOTHING,
  leave: NOTHING,
};

export function chatDocument({ script, style }: ChatAssets): ChatDocument {
  const code = script.trim().replaceAll('</script', '<\\/script');
  const look = style.trim();
  return {
    render: ({ token, state }, title) =>
      `<!doctype html>
<html lang="${escapeHtml(state.wording.code)}" dir="${state.wording.direction}">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<style>${look}</style>
</head>
<body>
<div id="page">${toHtml(<Page state={state} on={NO_ACTIONS} />)}</div>
<script type="application/json" id="boot">${JSON.stringify({ token, state }).replaceAll('<', '\\u003c')}</script>
<script>${code}</script>
</body>
</html>
`,
    policy: (host) =>
      [
        "default-src 'none'",
        `script-src '${hash(code)}'`,
        `style-src '${hash(look)}'`,
        'img-src data:',
        `connect-src 'self'${sockets(host)}`,
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
  };
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}

function sockets(host: string | undefined): string {
  return host !== undefined && /^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(host)
    ? ` ws://${host} wss://${host}`
    : '';
}
