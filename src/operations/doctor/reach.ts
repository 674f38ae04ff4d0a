/** What a launch needs of others on the net: is it there, and does it answer? Nothing is sent to it. */
import { connect } from 'node:net';
import { type Finding, ok, unknown, warning } from './finding.js';

const PATIENCE = 5_000;
const PORTS: Record<string, number> = { 'smtp:': 587, 'smtps:': 465 };

/** Whether the mail server takes a connection. */
export async function mailReached(server: string | undefined): Promise<Finding[]> {
  if (server === undefined) return [];
  const { hostname, port, protocol } = new URL(server);
  const there = await taken(hostname.replace(/^\[|\]$/g, ''), Number(port) || (PORTS[protocol] ?? 25));
  return [
    there
      ? ok('mail-reached', 'The mail server takes connections.')
      : warning(
          'mail-reached',
          'The mail server takes no connection from here.',
          'Look at KINLINE_SMTP_URL, and whether the firewall lets this computer reach it.',
        ),
  ];
}

function taken(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PATIENCE });
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket
      .on('connect', () => done(true))
      .on('timeout', () => done(false))
      .on('error', () => done(false));
  });
}

/** Whether the public address leads here, with a certificate that holds. */
export async function publicReached(url: string | undefined): Promise<Finding[]> {
  if (!url?.startsWith('https://')) return [];
  try {
    const response = await fetch(new URL('/', url), {
      signal: AbortSignal.timeout(PATIENCE),
      redirect: 'manual',
    });
    if (response.status < 500)
      return [ok('tls', 'The public address answers over TLS with a valid certificate.')];
    return [
      unknown(
        'tls',
        `The public address answers ${response.status}.`,
        'Once Kinline runs behind it, look again.',
      ),
    ];
  } catch {
    return [
      unknown(
        'tls',
        'The public address gives no answer over TLS from here.',
        'Look whether proxy and certificate are in place; from inside some networks it cannot be reached at all.',
      ),
    ];
  }
}
