/** What strangers may send: nearly right, wrong in one place, or nothing that anybody meant. */
import fc from 'fast-check';

/** Words with everything that breaks programs: signs of other scripts, halves of pairs, nulls, quotes, brackets. */
const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '\u0000',
    '\ud800',
    '../../etc/passwd',
    '%00',
    '$\u007bx}',
    '{{x}}',
    '<script>',
    "' OR 1=1 --",
    '1-'.repeat(2000),
    'а'.repeat(5000),
    '٣'.repeat(300),
    '\u202e\u2066\u200f',
  ),
);

const anything = fc.jsonValue({ maxDepth: 4 });

/** The value that is right, or something else in its place. */
const nearly = (right: string) => fc.oneof({ weight: 3, arbitrary: fc.constant(right) }, odd, anything);

/** An activity as clients send it, with whatever else in any of its fields. */
export const activities = (serviceUrl: string) =>
  fc.record(
    {
      type: fc.oneof(
        { weight: 4, arbitrary: fc.constant('message') },
        fc.constantFrom('event', 'conversationUpdate', 'invoke', 'typing', 'endOfConversation'),
        odd,
        anything,
      ),
      id: fc.oneof(fc.uuid(), odd, anything),
      text: fc.oneof(odd, anything, fc.constantFrom('menu', 'stop', 'food', 'Cluj', '1', '0', 'help')),
      channelId: nearly('test'),
      serviceUrl: nearly(serviceUrl),
      locale: nearly('uk-UA'),
      deliveryMode: nearly('expectReplies'),
      from: fc.oneof(fc.record({ id: nearly('somebody'), name: odd }), anything),
      recipient: fc.oneof(fc.record({ id: nearly('bot') }), anything),
      conversation: fc.oneof(fc.record({ id: nearly('one') }), anything),
      value: anything,
      attachments: anything,
      entities: anything,
      channelData: fc.oneof(fc.record({ clientActivityID: odd, postBack: anything }), anything),
      membersAdded: anything,
      timestamp: nearly('2026-11-24T10:00:00Z'),
    },
    { requiredKeys: [] },
  );

/** A body that is JSON, nearly JSON, or bytes. */
export const bodies = (serviceUrl: string) =>
  fc.oneof(
    { weight: 6, arbitrary: activities(serviceUrl).map((activity) => Buffer.from(JSON.stringify(activity))) },
    anything.map((value) => Buffer.from(JSON.stringify(value) ?? '')),
    fc.tuple(activities(serviceUrl), fc.nat(300)).map(([activity, cut]) => {
      const text = JSON.stringify(activity);
      return Buffer.from(text.slice(0, Math.max(0, text.length - cut)));
    }),
    fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom('['.repeat(5000), '{"a":'.repeat(3000), '\ufeff{}', 'null', '')
      .map((text) => Buffer.from(text)),
  );

const visible = fc.string({
  unit: fc.integer({ min: 33, max: 255 }).map((code) => String.fromCharCode(code)),
  maxLength: 60,
});
const paths = fc.oneof(
  fc.constantFrom(
    '/',
    '/exit',
    '/health/ready',
    '/metrics',
    '/api/messages',
    '/v3/directline/tokens/generate',
    '/v3/directline/conversations',
    '/desk',
    '/desk/login',
    '/%',
    '//',
    '/..%2f..%2fetc/passwd',
    'http://[',
    '*',
    '/?lang=%F0%9F',
  ),
  visible.map((text) => `/${text}`),
  visible,
);

/** The bytes of a request, line by line as anybody may write them. */
export const requests = fc
  .record({
    method: fc.oneof(fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE'), visible),
    path: paths,
    version: fc.constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', ''),
    headers: fc.array(
      fc.tuple(
        fc.oneof(
          fc.constantFrom(
            'Host',
            'Content-Length',
            'Content-Type',
            'Transfer-Encoding',
            'Authorization',
            'Cookie',
            'Upgrade',
            'Connection',
            'X-Forwarded-For',
            'X-Forwarded-Proto',
            'Accept-Language',
            'Origin',
            'Expect',
            'Sec-WebSocket-Key',
          ),
          visible,
        ),
        fc.oneof(
          visible,
          fc.constantFrom(
            '127.0.0.1',
            'chunked',
            'websocket',
            'Upgrade',
            '-1',
            '99999999999',
            'application/json',
            'Bearer ',
            '[::1',
            'a'.repeat(20_000),
          ),
        ),
      ),
      { maxLength: 8 },
    ),
    body: fc.oneof(fc.constant(''), visible),
  })
  .map(({ method, path, version, headers, body }) =>
    Buffer.from(
      `${method} ${path} ${version}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
      'latin1',
    ),
  );

/** YAML: values that were written as YAML, then bent, and the tricks that are known. */
export const yamls = fc.oneof(
  anything.map((value) => JSON.stringify(value) ?? ''),
  fc.string({ unit: fc.constantFrom(...'abc:-#&*!|>[]{}"\' \n\t,?%@`0'), maxLength: 300 }),
  fc.constantFrom(
    'a: &a [x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d]',
    '&a [*a]',
    '? ? ? x',
    '!!js/function "x"',
    '__proto__: {x: 1}',
    '- '.repeat(2000),
    '['.repeat(3000),
  ),
);

/** Tables and records as cities send them, bent. */
export const tables = fc.oneof(
  fc
    .array(
      fc.array(fc.oneof(odd, fc.constantFrom('id', 'name', 'Mo-Fr 9-5', '47.1', '"')), { maxLength: 6 }),
      {
        maxLength: 8,
      },
    )
    .map((rows) => ({ name: 'services.csv', text: rows.map((row) => row.join(',')).join('\n') })),
  anything.map((value) => ({ name: 'services.json', text: JSON.stringify(value) ?? '' })),
  odd.map((text) => ({ name: 'services.json', text })),
  odd.map((text) => ({ name: 'locations.csv', text: `id,name,latitude,longitude\n1,${text},x,y` })),
);
