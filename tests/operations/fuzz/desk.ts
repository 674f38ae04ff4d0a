/** Forms of the desk as somebody sends them who is logged in and means no good, or types anything anywhere. */
import fc from 'fast-check';
import { ADMIN, ANNA, LEAD, SUPERVISOR } from '../../casework/office.js';
import { browserOf, openDesk } from '../../web/desk-house.js';

/** Every field that any form of the desk reads. */
const FIELDS = (
  'agree agreed as conduct date done fields login name next note notice outcome owner password reason reference ' +
  'regions role second session stands team teams text theme to told trained version words'
).split(' ');

const values = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    '',
    'yes',
    '__proto__',
    '2026-02-31',
    '-1',
    '1e9',
    '<script>',
    "' OR 1=1 --",
    '\u0000',
    '\ud800',
  ),
  fc.constantFrom('reached', 'helped', 'cluj', 'team', 'RO', 'lead', 'а'.repeat(5_000)),
);

const forms = fc.record({
  who: fc.constantFrom(ANNA, SUPERVISOR, LEAD, ADMIN),
  route: fc.nat(),
  id: fc.oneof({ weight: 3, arbitrary: fc.constant('') }, fc.constantFrom('__proto__', '..', '%00', 'none')),
  fields: fc.dictionary(fc.constantFrom(...FIELDS), values, { maxKeys: 8 }),
});

/** Words that only the inside of a program has. */
const INSIDE = /node_modules|TypeError|ReferenceError|SyntaxError|ECONN|ENOENT/;

/** Resolves with how many forms were sent, how many of them with a right token; rejects with the smallest that broke it. */
export async function fuzzDesk(runs: number, seed: number): Promise<{ sent: number; let: number }> {
  const house = await openDesk();
  const counts = { sent: 0, let: 0 };
  try {
    const request = (await house.office.asked()).id;
    // To leave ends the session that all the others need.
    const routes = house.routes.filter(
      ({ method, needs, path }) =>
        method === 'POST' && needs !== null && !/logout|sessions|password|end/.test(path),
    );
    const browsers = new Map<string, { browser: ReturnType<typeof browserOf>; csrf: string }>();
    for (const staff of [ANNA, SUPERVISOR, LEAD, ADMIN]) {
      const browser = browserOf(house, await house.signIn(staff));
      const { html } = await browser.get('/desk/sessions');
      browsers.set(staff.id, { browser, csrf: /name="csrf" value="([^".]+)/.exec(html)?.[1] ?? '' });
    }
    await fc.assert(
      fc.asyncProperty(forms, async ({ who, route, id, fields }) => {
        const { browser, csrf } = browsers.get(who.id) ?? { browser: browserOf(house), csrf: '' };
        const { path } = routes[route % routes.length] ?? { path: '/desk' };
        const address = path.replace(/:\w+/g, () => encodeURIComponent(id === '' ? request : id));
        counts.sent += 1;
        const { status, html } = await browser.send(address, { ...fields, csrf: `${csrf}.${counts.sent}` });
        if (status >= 500) throw new Error(`${address} answered ${status}`);
        if (INSIDE.test(html)) throw new Error(`${address} showed its inside`);
        if (status !== 403) counts.let += 1;
      }),
      { numRuns: runs, seed },
    );
    if (house.faults.length > 0) throw new Error(`${house.faults.length} faults`, { cause: house.faults[0] });
    return counts;
  } finally {
    await house.close();
  }
}
