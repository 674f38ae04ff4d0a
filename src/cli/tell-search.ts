/** What a search found, as JSON or as lines for people. */
import type { DirectoryIndex, Query } from '../directory/search/search.js';

type Explained = ReturnType<DirectoryIndex['explain']>;

const RELAXED = {
  unsure: 'Nothing near is known to fit all of it: these may fit.',
  all: 'Nothing fits: the filters were left out.',
};

export function tellSearch(query: Query, answer: Explained, json: boolean): string {
  return json ? `${JSON.stringify(asJson(query, answer), null, 2)}\n` : asLines(answer);
}

function asJson({ need, words, near, language, now, filters }: Query, answer: Explained): object {
  const { results, total, widened, relaxed = null, tooFar = false, area = null } = answer;
  return {
    query: {
      need: need ?? null,
      words: words ?? null,
      near: near === undefined ? null : { name: near.name, lat: near.latitude, lon: near.longitude },
      language,
      now: new Date(now).toISOString(),
      filters: filters ?? {},
    },
    total,
    widened,
    relaxed,
    tooFar,
    area,
    results: results.map(({ view, score, parts }) => ({
      id: view.id,
      name: view.name,
      organization: view.organization,
      city: view.city ?? null,
      kilometres: view.kilometres === undefined ? null : rounded(view.kilometres),
      needs: view.needs,
      languages: view.languages,
      free: view.cost !== undefined && 'free' in view.cost ? view.cost.free : null,
      ages: view.ages ?? null,
      hours: hoursAsJson(view.hours),
      phones: view.phones.map(({ number }) => number),
      confidentialAddress: view.confidentialAddress,
      confirmedOn: view.confirmedOn ?? null,
      reasons: view.reasons,
      unsure: view.unsure,
      score: rounded(score),
      parts: parts.map(({ part, kilometres }) => ({ part, kilometres: rounded(kilometres) })),
    })),
  };
}

function hoursAsJson(hours: Explained['results'][0]['view']['hours']): object {
  if (hours.kind === 'open') return { ...hours, until: new Date(hours.until).toISOString() };
  if (hours.kind === 'closed') return { ...hours, opens: new Date(hours.opens).toISOString() };
  return hours;
}

function asLines({ results, total, widened, relaxed }: Explained): string {
  const head = [
    `${total} found${widened ? ', nothing near: the circle was widened' : ''}.`,
    ...(relaxed === undefined ? [] : [RELAXED[relaxed]]),
  ];
  const lines = results.map(({ view, score, parts }, at) => {
    const where = [view.city, view.kilometres === undefined ? undefined : `${view.kilometres.toFixed(1)} km`];
    const made = parts.map(({ part, kilometres }) => `${part} ${signed(kilometres)}`).join(', ');
    const unsure = view.unsure.length === 0 ? '' : `\n   not known: ${view.unsure.join(', ')}`;
    return `${at + 1}. ${view.name} (${view.organization}) ${where.filter(Boolean).join(', ')}\n   score ${rounded(score)}: ${made}${unsure}`;
  });
  return `${[...head, ...lines].join('\n')}\n`;
}

const rounded = (value: number): number => Number(value.toFixed(2));
const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`;
