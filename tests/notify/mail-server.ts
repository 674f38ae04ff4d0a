/** A real mail server on this computer that fails as often as it is told: with a refusal, or by hanging up. */
import { SMTPServer } from 'smtp-server';

export interface MailServer {
  url: string;
  /** What was taken, by Message-ID: how often, and the message as it came. */
  taken: Map<string, { times: number; to: string[]; raw: string }>;
  close(): Promise<void>;
}

/**
 * @param fails asked for each message: `refuse` it for now, `hang_up` before it is taken, or `hang_up_after` it was
 * taken but before the sender could know
 */
export async function startMailServer(
  fails: () => 'no' | 'refuse' | 'hang_up' | 'hang_up_after',
): Promise<MailServer> {
  const taken: MailServer['taken'] = new Map();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const how = fails();
        if (how === 'refuse') return done(Object.assign(new Error('Try again later'), { responseCode: 451 }));
        const raw = Buffer.concat(chunks).toString('utf8');
        if (how !== 'hang_up') {
          const id = /^Message-ID: (.*)$/im.exec(raw)?.[1] ?? '';
          const to = session.envelope.rcptTo.map(({ address }) => address);
          taken.set(id, { times: (taken.get(id)?.times ?? 0) + 1, to, raw });
        }
        if (how === 'no') return done();
        // The connection breaks, as a network does.
        for (const connection of (server as unknown as { connections: Set<Connection> }).connections)
          if (connection.session?.id === session.id) connection._socket.destroy();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

interface Connection {
  session?: { id: string };
  _socket: { destroy(): void };
}
