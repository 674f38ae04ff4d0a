/**
 * Direct Line tokens. Nothing is stored for a token: it is a JWT that names the conversation, the person and the
 * time it ends, signed with HMAC-SHA256. Clients read `user` from it (Web Chat tells by it which lines are the
 * person's), nobody but us can write it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** `stream` tokens stand in URLs, so they open a stream and nothing else. */
export type TokenUse = 'conversation' | 'stream';

export interface Person {
  conversation: string;
  /** `dl_` and 128 random bits or more; never chosen by a client. */
  user: string;
  /** When the conversation was made, in milliseconds since 1970; a refresh does not move it. */
  born: number;
}

export type Verified = { ok: true; person: Person } | { ok: false; reason: 'invalid' | 'expired' };

export interface Tokens {
  /** A person and a conversation that did not exist before. */
  newPerson(): Person;
  issue(person: Person, use: TokenUse): string;
  verify(token: string, use: TokenUse): Verified;
  /** How long a token lives. */
  seconds: number;
}

interface Claims {
  user: string;
  conv: string;
  use: TokenUse;
  /** Seconds since 1970, as JWT wants them. */
  born: number;
  exp: number;
}

/** The only header that is accepted, so nobody can talk us into another algorithm. */
const HEADER = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');
/** Longer than any token of ours. */
const TOKEN_CHARACTERS = 1000;
/** Signatures checked before; a busy conversation shows the same token with every message. */
const REMEMBERED = 10_000;

export function createTokens(options: {
  secret: Buffer | string;
  now(): number;
  random(bytes: number): Buffer;
  seconds: number;
}): Tokens {
  const { now, random, seconds } = options;
  if (options.secret.length === 0) throw new Error('Direct Line needs a secret to sign its tokens with.');
  const key = createHmac('sha256', options.secret).update('direct-line token').digest();
  const sign = (content: string) => createHmac('sha256', key).update(content).digest('base64url');
  const known = new Map<string, Claims>();

  function remember(token: string, claims: Claims): Claims {
    if (known.size >= REMEMBERED) known.delete(known.keys().next().value ?? '');
    known.set(token, claims);
    return claims;
  }

  function read(token: string): Claims | undefined {
    const seen = known.get(token);
    if (seen) return seen;
    if (token.length > TOKEN_CHARACTERS) return undefined;
    const [header, payload, signature, ...more] = token.split('.');
    if (header !== HEADER || !payload || !signature || more.length > 0) return undefined;
    const right = Buffer.from(sign(`${header}.${payload}`));
    const given = Buffer.from(signature);
    if (right.length !== given.length || !timingSafeEqual(right, given)) return undefined;
    return remember(token, JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Claims);
  }

  return {
    seconds,
    newPerson: () => ({
      conversation: random(16).toString('base64url'),
      user: `dl_${random(24).toString('base64url')}`,
      born: Math.floor(now() / 1000) * 1000,
    }),
    issue(person, use) {
      const claims: Claims = {
        user: person.user,
        conv: person.conversation,
        use,
        born: Math.floor(person.born / 1000),
        exp: Math.floor(now() / 1000) + seconds,
      };
      const content = `${HEADER}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
      return `${content}.${sign(content)}`;
    },
    verify(token, use) {
      const claims = read(token);
      if (!claims || (claims.use !== use && use !== 'stream')) return { ok: false, reason: 'invalid' };
      if (claims.exp * 1000 <= now()) return { ok: false, reason: 'expired' };
      return {
        ok: true,
        person: { conversation: claims.conv, user: claims.user, born: claims.born * 1000 },
      };
    },
  };
}
