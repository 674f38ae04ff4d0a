/** A source on the web: what is fetched, from where it never is, and what is said of a failure. */
import {
  createServer,
  type OutgoingHttpHeaders,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { isPublic } from '../../src/directory/import/addresses-allowed.js';
import { type Fetching, fetchSource } from '../../src/directory/import/fetch.js';
import { readSource } from '../../src/directory/import/source.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** In two calls: restify, once loaded by another test, makes the first return nothing. */
function answer(
  response: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders = {},
  body = '',
): void {
  response.writeHead(status, headers);
  response.end(body);
}

const reasonOf = async (address: string, fetching: Fetching = { allowPrivate: true }) => {
  const fetched = await fetchSource(address, fetching);
  return fetched.ok ? 'fetched' : fetched.reason;
};

describe('a source on the web', () => {
  test('may be a zip archive or JSON, under any name', async () => {
    const base = await serve((request, response) =>
      response.end(
        request.url === '/zip'
          ? Buffer.from(zipSync({ 'x/services.csv': strToU8('id,name') }))
          : '[{"id":"s1","name":"Ajutor","status":"active"}]',
      ),
    );
    const zip = await readSource(`${base}/zip`, { allowPrivate: true });
    expect(zip).toMatchObject({ ok: true, label: '127.0.0.1', files: [{ name: 'services.csv' }] });
    const json = await readSource(`${base}/list?key=secret`, { allowPrivate: true });
    expect(json).toMatchObject({ ok: true, files: [{ name: '127.0.0.1.json' }] });
  });

  test('is fetched over redirects, but not over many', async () => {
    const base = await serve((request, response) => {
      const hops = Number(request.url?.slice(1));
      if (hops === 0) response.end('id,name');
      else answer(response, 302, { location: `/${hops - 1}` });
    });
    expect(await reasonOf(`${base}/5`)).toBe('fetched');
    expect(await reasonOf(`${base}/6`)).toMatch(/sends on/);
  });

  test('is refused on this computer and in private networks unless asked for', async () => {
    let asked = 0;
    const base = await serve((_, response) => {
      asked += 1;
      response.end('id,name');
    });
    expect(await reasonOf(base, {})).toMatch(/private network/);
    expect(await reasonOf(base.replace('127.0.0.1', 'localhost'), {})).toMatch(/private network/);
    expect(await reasonOf('http://[::1]:80/', {})).toMatch(/private network/);
    expect(await reasonOf('http://2130706433/', {})).toMatch(/private network/);
    expect(asked).toBe(0);
  });

  test('is refused when one of the addresses of its name is private, and looked up only once', async () => {
    let looked = 0;
    const resolve = async () => {
      looked += 1;
      return looked === 1 ? [{ address: '127.0.0.1', family: 4 }] : [{ address: '93.184.216.34', family: 4 }];
    };
    expect(await reasonOf('http://city.example/', { resolve })).toMatch(/private network/);
    expect(looked).toBe(1);
    const both = async () => [
      { address: '93.184.216.34', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ];
    expect(await reasonOf('http://city.example/', { resolve: both })).toMatch(/private network/);
  });

  test('goes to the address that was judged, however the name answers later', async () => {
    const base = await serve((_, response) => response.end('id,name'));
    let looked = 0;
    const resolve = async () => {
      looked += 1;
      return [{ address: looked === 1 ? '127.0.0.1' : '127.9.9.9', family: 4 }];
    };
    const fetched = await fetchSource(base.replace('127.0.0.1', 'city.example'), {
      allowPrivate: true,
      resolve,
    });
    expect(fetched.ok).toBe(true);
    expect(looked).toBe(1);
  });

  test('has an end: of bytes, announced or not, of silence, and of time', async () => {
    const base = await serve((request, response) => {
      if (request.url === '/announced') answer(response, 200, { 'content-length': '5000' }, 'x'.repeat(5000));
      else if (request.url === '/flood') for (let n = 0; n < 50; n += 1) response.write('x'.repeat(100));
      else if (request.url === '/drip') response.write('x');
    });
    const limits = { bytes: 1000, silence: 100 };
    expect(await reasonOf(`${base}/announced`, { allowPrivate: true, limits })).toMatch(/more than/);
    expect(await reasonOf(`${base}/flood`, { allowPrivate: true, limits })).toMatch(/more than/);
    expect(await reasonOf(`${base}/silent`, { allowPrivate: true, limits })).toMatch(/does not answer/);
    expect(await reasonOf(`${base}/drip`, { allowPrivate: true, limits: { total: 100 } })).toMatch(
      /too long/,
    );
  });

  test('that fails is named by its host only', async () => {
    const base = await serve((_, response) => answer(response, 404));
    for (const address of [
      `${base}/geheim/token123?key=geheim`,
      'http://geheim:token123@city.example/x',
      'ftp://city.example/token123',
      'http://token 123/',
    ]) {
      const reason = await reasonOf(address);
      expect(reason).not.toBe('fetched');
      expect(reason).not.toMatch(/geheim|token/);
    }
    expect(await reasonOf(`${base}/x`)).toBe('127.0.0.1 answered with status 404');
  });

  test('may not be sent on to a place it could not have named itself', async () => {
    for (const location of ['file:///etc/passwd', 'ftp://x.example/', 'http://name:word@x.example/']) {
      const base = await serve((_, response) => answer(response, 301, { location }));
      expect(await reasonOf(base)).not.toBe('fetched');
    }
  });
});

test.each([
  ['93.184.216.34', true],
  ['2606:2800:220:1:248:1893:25c8:1946', true],
  ['127.0.0.1', false],
  ['0.0.0.0', false],
  ['10.1.2.3', false],
  ['172.31.0.1', false],
  ['192.168.1.1', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:93.184.216.34', false],
  ['64:ff9b::7f00:1', false],
  ['fe80::1', false],
  ['fc00::1', false],
  ['fd12::1', false],
  ['2002:7f00:1::', false],
  ['2001:db8::1', false],
  ['ff02::1', false],
  ['nonsense', false],
])('%s is on the public internet: %s', (address, expected) => {
  expect(isPublic(address)).toBe(expected);
});
