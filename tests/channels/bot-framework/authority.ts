/** A stand-in for the Bot Framework's identity service on loopback: it publishes a key and signs tokens with it. */
import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import { listen } from './wire.js';

export const APP_ID = '00000000-1111-2222-3333-444444444444';
export const ISSUER = 'https://api.botframework.com';

export interface Authority {
  /** Settings that let the channel trust this authority instead of Microsoft's. */
  cloud: Record<string, string>;
  token(claims?: object, header?: object, key?: KeyObject): string;
  /** Signed with the public key as if it were a shared secret. */
  confused(claims?: object): string;
  stranger: KeyObject;
  close(): void;
}

/** @param now seconds since 1970 */
export async function startAuthority(now: number, serviceUrl: string): Promise<Authority> {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const jwk = pair.publicKey.export({ format: 'jwk' });
  const keys = [
    { ...jwk, kid: 'key-1', endorsements: ['webchat', 'msteams'] },
    { ...jwk, kid: 'key-teams', endorsements: ['msteams'] },
  ];
  const server = createServer((request, response) => {
    const { host } = request.headers;
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(request.url === '/keys' ? { keys } : { jwks_uri: `http://${host}/keys` }));
  });
  const url = await listen(server);
  const usual = { iss: ISSUER, aud: APP_ID, nbf: now - 60, exp: now + 600, serviceurl: serviceUrl };
  const unsigned = (claims: object, header: object) =>
    [
      { typ: 'JWT', alg: 'RS256', kid: 'key-1', ...header },
      { ...usual, ...claims },
    ]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
  return {
    cloud: {
      ToBotFromChannelOpenIdMetadataUrl: `${url}/openid`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${url}/openid`,
      ToBotFromChannelTokenIssuer: ISSUER,
      ToChannelFromBotLoginUrl: url,
      ToChannelFromBotOAuthScope: ISSUER,
      OAuthUrl: url,
      CallerId: 'urn:botframework:azure',
    },
    token: (claims = {}, header = {}, key = pair.privateKey) => {
      const body = unsigned(claims, header);
      return `${body}.${createSign('RSA-SHA256').update(body).sign(key, 'base64url')}`;
    },
    confused: (claims = {}) => {
      const body = unsigned(claims, { alg: 'HS256' });
      const secret = pair.publicKey.export({ format: 'pem', type: 'spki' });
      return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
    },
    stranger,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
