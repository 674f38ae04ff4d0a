/** Notices by e-mail, over the operator's own mail server. */
import nodemailer from 'nodemailer';
import { messageId } from './delivery.js';
import { type FaultCode, failedFor, type Outcome, type Send } from './fault.js';
import type { Target } from './target.js';
import { type Say, tell } from './words.js';

export interface MailParts {
  /** `smtp://` or `smtps://`, with name and password where the server wants them. */
  server: string;
  from: string;
  /** The service's public address. */
  home: string;
  say: Say;
  /** Milliseconds that the server may be silent. */
  silence?: number;
}

export interface Mail {
  send: Send<Extract<Target, { kind: 'mail' }>>;
  close(): void;
}

/** Connections to the mail server. */
const CONNECTIONS = 5;

export function createMail({ server, from, home, say, silence = 15_000 }: MailParts): Mail {
  const transport = nodemailer.createTransport({
    ...serverOf(server),
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: 100,
    connectionTimeout: silence,
    greetingTimeout: silence,
    socketTimeout: silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const { hostname } = new URL(home);
  return {
    async send({ id, notice, target }) {
      const { line, link } = tell(notice, target.language, say, home);
      try {
        await transport.sendMail({
          from,
          to: target.address,
          subject: plain(line),
          text: `${line}\n${link}\n`,
          messageId: `<${messageId(id)}@${hostname}>`,
          // Nobody's absence notice should come back to it.
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        });
        return { sent: true };
      } catch (cause) {
        return outcomeOf(cause);
      }
    },
    close: () => transport.close(),
  };
}

/** To this computer nothing needs to be encrypted; elsewhere a name and password are never sent in the open. */
function serverOf(address: string) {
  const { protocol, hostname, port, username, password } = new URL(address);
  const secure = protocol === 'smtps:';
  const here = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
  return {
    ignoreTLS: here,
    requireTLS: !here && !secure && username !== '',
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 465 : 587),
    secure,
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  };
}

/** A subject is read without our care for directions. */
const plain = (line: string): string => line.replace(/[\u2066-\u2069\r\n]/g, '');

const CODES: Record<string, FaultCode> = {
  EAUTH: 'wrong_login',
  ENOAUTH: 'wrong_login',
  EENVELOPE: 'refused',
  EMESSAGE: 'refused',
  ETLS: 'bad_certificate',
  ETIMEDOUT: 'too_slow',
};

/** Only the kind of a fault is read; what a mail server says may name an address. */
function outcomeOf(cause: unknown): Outcome {
  const { code, responseCode, syscall } = Object(cause) as {
    code?: unknown;
    responseCode?: unknown;
    syscall?: unknown;
  };
  const answered = typeof responseCode === 'number' ? { status: responseCode } : {};
  const found = typeof code === 'string' ? CODES[code] : undefined;
  const fault = found ?? (typeof responseCode === 'number' ? 'refused' : 'unreachable');
  // Where a connection broke without an answer, the message may have been taken.
  const maybe = typeof responseCode !== 'number' && syscall !== 'connect' && code !== 'EDNS';
  return failedFor(fault, { ...answered, maybe });
}
