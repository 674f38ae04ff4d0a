/** What is exported is HSDS 3.0, by the schemas of Open Referral, which are read where they lie. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { exportFiles } from '../../src/directory/export/write.js';
import { importDirectory } from '../../src/directory/import/import.js';
import type { Directory } from '../../src/directory/model.js';
import { FIXTURES, hasFixtures, importFolder, NEEDS, NOW } from './support.js';

const schemas = `${FIXTURES}/hsds-spec/schema`;
const whenThere = hasFixtures ? describe : describe.skip;
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

const validators = () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  for (const name of readdirSync(schemas))
    if (name.endsWith('.json') && name !== 'openapi.json') ajv.addSchema(json(`${schemas}/${name}`), name);
  return {
    whole: ajv.compile(json(`${schemas}/compiled/service_with_definitions.json`)),
    parts: ajv.getSchema('service.json'),
    listed: ajv.compile(json(`${schemas}/compiled/service_list.json`)),
  };
};

const folder = (path: string): Directory => {
  const result = importFolder(path);
  if (!result.ok) throw new Error(path);
  return result.directory;
};
const file = (path: string): Directory => {
  const result = importDirectory(
    { files: [{ name: 'x.json', bytes: readFileSync(path) }], label: 'x', now: NOW },
    NEEDS,
  );
  if (!result.ok) throw new Error(path);
  return result.directory;
};
const odd = (): Directory => {
  const record = {
    id: '../s 1',
    name: 'Ajutor',
    status: 'active',
    url: 'https://example.org/ș a?x=[1]',
    email: 'o@exämple.org',
    organization: { id: '7', name: 'Casa', website: 'exämple.org/ț' },
    phones: [{ number: '112', extension: '007' }],
    service_at_locations: [{ location: { id: 'l', address_confidential: true, country: 'RO' } }],
    schedules: [{ byday: 'MO', opens_at: '9am', closes_at: 'noon', timezone: 'Europe/Kyiv' }],
  };
  const result = importDirectory(
    { files: [{ name: 'x.json', bytes: Buffer.from(JSON.stringify(record)) }], label: 'x', now: NOW },
    NEEDS,
  );
  if (!result.ok) throw new Error('odd');
  return result.directory;
};

whenThere('an export is valid HSDS 3.0 (needs ../shared/fixtures)', () => {
  test.each([
    ['of the demo directory', () => folder('demo/directory')],
    ['of the Ohana sample', () => folder(`${FIXTURES}/hsds-ohana-fixtures/sample-csv`)],
    ['of the HSDS example', () => file(`${FIXTURES}/hsds-spec/examples/service_full.json`)],
    ['of a directory with odd ids, addresses and hours', odd],
  ])('%s', (_, make) => {
    const { whole, parts, listed } = validators();
    const services = exportFiles(make(), false).find(({ name }) => name === 'services.json');
    const records: unknown[] = JSON.parse([...(services?.texts() ?? [])].join(''));
    expect(records.length).toBeGreaterThan(0);
    for (const record of records)
      for (const validate of [whole, parts, listed]) {
        validate?.(record);
        expect(validate?.errors ?? []).toEqual([]);
      }
  });
});
