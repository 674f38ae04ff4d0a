/** Whoever waits for a long import hears how far it is, whatever kind of file it reads. */
import { expect, test } from '@jest/globals';
import { importDirectory } from '../../src/directory/import/import.js';

const SERVICES = 6000;
const WORDS = 'Somebody visits you at home and looks with you at what could make the days easier. '.repeat(5);

function toldOf(name: string, text: string): { done: number; total: number }[] {
  const told: { done: number; total: number }[] = [];
  const result = importDirectory(
    {
      label: name,
      files: [{ name, bytes: Buffer.from(text) }],
      now: new Date('2026-11-24T10:00:00Z'),
      onProgress: (done, total) => told.push({ done, total }),
    },
    [],
  );
  expect(result.ok).toBe(true);
  return told;
}

const services = Array.from({ length: SERVICES }, (_, at) => ({
  id: `s${at}`,
  name: `Invented home visits ${at}`,
  description: WORDS,
  status: 'active',
  organization: { id: 'o1', name: 'Invented organization', description: '' },
}));

test.each([
  ['services.json', JSON.stringify(services)],
  [
    'services.csv',
    ['id,name,description,status', ...services.map((s) => `${s.id},${s.name},${s.description},active`)].join(
      '\n',
    ),
  ],
])('%s tells how far it is, always further, nearly to its end', (name, text) => {
  const told = toldOf(name, text);
  expect(told.length).toBeGreaterThan(4);
  const parts = told.map(({ done, total }) => done / total);
  expect(parts).toEqual([...parts].sort((one, other) => one - other));
  expect(parts.at(-1)).toBeGreaterThan(0.9);
  expect(parts.at(-1)).toBeLessThanOrEqual(1);
});
