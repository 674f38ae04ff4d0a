/** Invented services in the real towns of three countries: as many as are wanted, the same at every run. */
import type { Directory, Organization, Service } from '../../../src/directory/model.js';
import { readTowns, type Town } from '../../../src/directory/places/towns.js';

export const NEEDS = [
  'day_care',
  'crisis_shelter',
  'food',
  'financial_support',
  'psychosocial',
  'parent_group',
  'case_management',
  'housing',
  'home_visiting',
  'parenting_skills',
  'economic_strengthening',
  'after_school',
  'mobile_support',
  'legal_aid',
  'civil_registration',
  'health',
  'education_support',
  'addiction_support',
  'leaving_care',
  'family_reunification',
] as const;

const WORDS =
  'salcia mesteacan izvor lumina soare curcubeu busola lan floare brad stejar nufar albina cuib far pod casa prag vatra rasarit клен калина джерело промінь світанок веселка міст гніздо лелека ластівка домівка криниця'.split(
    ' ',
  );
const KINDS =
  'centru ajutor sprijin masa calda creșă consiliere grup părinți adăpost bancă haine drept sănătate школа підтримка допомога садок порада група притулок їжа одяг право здоровʼя'.split(
    ' ',
  );
const LANGUAGES = ['ro', 'uk', 'ru', 'en', 'ar', 'hu'];

export function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

export function towns(): Town[] {
  return readTowns(new Set(['RO', 'UA', 'MD'])).sort((a, b) => b.population - a.population);
}

/** More people, more services: the rank of a town falls as Zipf says. */
export function townFor<T>(list: readonly T[], roll: (sides: number) => number): T {
  const at = Math.floor(list.length ** (roll(1_000_000) / 1_000_000)) - 1;
  return list[Math.min(list.length - 1, Math.max(0, at))] as T;
}

export function generate(size: number): Directory {
  const roll = dice(size);
  const all = towns();
  const pick = <T>(list: readonly T[]): T => list[roll(list.length)] as T;
  const phrase = (words: number, from: readonly string[]): string =>
    Array.from({ length: words }, () => pick(from)).join(' ');
  const organizations: Organization[] = Array.from({ length: Math.ceil(size / 10) }, (_, at) => ({
    id: `o${at}`,
    name: { '': `Asociația ${phrase(2, WORDS)} ${at}` },
  }));
  const services = Array.from({ length: size }, (_, at): Service => {
    const town = townFor(all, roll);
    const open = 7 + roll(4);
    return {
      id: `s${at}`,
      name: { '': `${phrase(2, KINDS)} ${phrase(1, WORDS)} ${town.name}` },
      description: { '': phrase(18, [...KINDS, ...WORDS]) },
      organization: organizations[Math.floor(at / 10)] as Organization,
      status: 'active',
      needs: [...new Set([pick(NEEDS), ...(roll(3) === 0 ? [pick(NEEDS)] : [])])],
      taxonomyTerms: [],
      applicationProcess: {},
      feesDescription: {},
      eligibilityDescription: {},
      ...(roll(2) === 0 ? { minimumAge: roll(8), maximumAge: 8 + roll(10) } : {}),
      assuredDate: `2026-0${1 + roll(9)}-11`,
      alert: {},
      languages: LANGUAGES.slice(roll(4), 4 + roll(3)).map((code) => ({ code, name: code })),
      costOptions: roll(2) === 0 ? [{ amount: roll(3) === 0 ? 20 : 0, currency: 'RON' }] : [],
      requiredDocuments: [],
      serviceAreas: roll(12) === 0 ? [{ name: town.name }] : [],
      phones: [{ number: `+44 1632 ${960_000 + (at % 1000)}`, languages: [] }],
      schedules: [
        {
          freq: 'WEEKLY',
          interval: 1,
          byday: ['MO', 'TU', 'WE', 'TH', 'FR'],
          bymonthday: [],
          opensAt: `${String(open).padStart(2, '0')}:00`,
          closesAt: `${open + 8}:00`,
        },
      ],
      locations: [
        {
          id: `l${at}`,
          name: { '': town.name },
          locationType: 'physical',
          latitude: town.latitude + (roll(1000) - 500) / 10_000,
          longitude: town.longitude + (roll(1000) - 500) / 10_000,
          addressConfidential: false,
          country: town.country,
          transportation: {},
          address: {
            address1: `Strada ${pick(WORDS)} ${1 + roll(200)}`,
            city: { '': town.name },
            stateProvince: town.region,
            postalCode: String(100_000 + roll(900_000)),
            country: town.country,
          },
          accessibility: roll(3) === 0 ? ['Intrare fără trepte'] : [],
          phones: [],
          schedules: [],
        },
      ],
    };
  });
  return { source: 'generated', importedAt: '', invented: true, services };
}
