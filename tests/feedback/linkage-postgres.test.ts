/** The same in PostgreSQL: rows remember which commit wrote them and where they lie; that must tell nothing either. */
import { Client } from 'pg';
import { openPostgresStore } from '../../src/stores/postgres/open.js';
import { START } from '../conformance/commits.js';
import { makeDatabase, SECRET } from '../helpers/postgres.js';
import { inOrder, type Simulation, simulate } from './linkage/children.js';
import { seeded } from './seeded.js';

const CHILDREN = 300;

/** Rows of entries as they lie in each table: by commit, then by place. */
const ORDERS = {
  documents: `SELECT split_part(id, ':', 2) AS id FROM kinline_documents WHERE id LIKE 'feedback-entry:%'
    ORDER BY xmin::text::bigint, ctid`,
  keys: `SELECT split_part(d.id, ':', 2) AS id FROM kinline_documents AS d JOIN kinline_keys AS k ON k.id = d.key_id
    WHERE d.id LIKE 'feedback-entry:%' ORDER BY d.xmin::text::bigint, k.ctid`,
  records: `SELECT id FROM kinline_records WHERE kind = 'feedback-entry' ORDER BY xmin::text::bigint, ctid`,
};

/** The best share of children who are found where rows are taken to lie in the order of time. */
async function attacked(leak?: Simulation['leak']): Promise<number> {
  const database = await makeDatabase();
  const clock = { now: START };
  const store = await openPostgresStore({ url: database.url, secret: SECRET, now: () => clock.now });
  const client = new Client(database.url);
  await client.connect();
  try {
    const { talks, truth } = await simulate(store, {
      children: CHILDREN,
      random: seeded(21),
      clock,
      ...(leak && { leak }),
    });
    const children = talks.map(({ child }) => child).filter((child) => truth.has(child));
    const shares = await Promise.all(
      Object.values(ORDERS).map(async (query) => {
        const { rows } = await client.query<{ id: string }>(query);
        return children.filter((child, at) => truth.get(child) === rows[at]?.id).length / children.length;
      }),
    );
    return Math.max(...shares);
  } finally {
    await client.end();
    await store.close();
    await database.drop();
  }
}

test('rows tell no more than drawing lots among ten', async () => {
  expect(await attacked()).toBeLessThan(0.11 + 4 * Math.sqrt((0.1 * 0.9) / (CHILDREN * 0.85)));
});

test('the same attack finds everybody where the order is kept', async () => {
  expect(await attacked({ shuffle: inOrder })).toBeGreaterThan(0.99);
});
