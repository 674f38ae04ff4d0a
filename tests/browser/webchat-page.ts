/** A page with nothing on it but Web Chat, on the same port as the service, as an organization's own site has it. */
import type { WebServer } from '../../src/web/server.js';

const CSP =
  "default-src 'self' blob: data: 'unsafe-inline' 'unsafe-eval'; connect-src 'self' ws: blob: data:";

const HTML = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Web Chat</title>
<style>html, body, #chat { height: 100%; margin: 0 }</style>
<div id="chat"></div>
<script src="/webchat.js"></script>
<script>
  (async () => {
    const domain = location.origin + '/v3/directline';
    const answer = await fetch(domain + '/tokens/generate', { method: 'POST' });
    const { token } = await answer.json();
    const directLine = WebChat.createDirectLine({ domain, token });
    WebChat.renderWebChat({ directLine, locale: 'en-US' }, document.getElementById('chat'));
  })();
</script>
</html>`;

export function mountWebChatPage(web: WebServer, script: string): void {
  web.routes.get('/webchat', async (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': CSP });
    response.end(HTML);
  });
  web.routes.get('/webchat.js', async (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/javascript; charset=utf-8' });
    response.end(script);
  });
}
