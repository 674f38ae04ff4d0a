/** The directory as the engine reads it. `current` is asked each time, so that a new import is seen at once. */
import type { Ports } from '../engine/ports.js';
import type { NeedTerms } from './needs.js';
import type { DirectoryIndex } from './search/search.js';

export function directoryPorts(
  current: () => DirectoryIndex,
  needs: readonly NeedTerms[],
): Pick<Ports, 'findServices' | 'service' | 'needs' | 'relatedNeeds' | 'areaOf'> {
  const taps = needs
    .filter((need) => need.tap !== undefined)
    .sort((a, b) => (a.tap ?? 0) - (b.tap ?? 0))
    .map((need) => need.code);
  return {
    async findServices(query) {
      const { views, ...answer } = current().find(query);
      const services = views.map((view) => ({
        id: view.id,
        name: view.name,
        open: view.hours.kind === 'open' || view.hours.kind === 'always',
        needs: view.needs,
        view,
      }));
      return { services, ...answer };
    },
    async service(id, from) {
      const view = current().view(id, from);
      return view && { id, name: view.name, view };
    },
    relatedNeeds(need, near, now) {
      const asked = { near, language: '', now, limit: 1, offset: 0 };
      return related(need, needs).filter((code) => {
        const { total, tooFar = false } = current().search({ ...asked, need: code });
        return total > 0 && !tooFar;
      });
    },
    areaOf: (near) => current().areaOf(near),
    needs: () => taps,
  };
}

/** The broader need, then the narrower ones, then those with the same broader one. */
function related(need: string, needs: readonly NeedTerms[]): string[] {
  const broader = needs.find(({ code }) => code === need)?.broader;
  const codes = [
    ...(broader === undefined ? [] : [broader]),
    ...needs.filter((one) => one.broader === need).map(({ code }) => code),
    ...needs.filter((one) => broader !== undefined && one.broader === broader).map(({ code }) => code),
  ];
  return [...new Set(codes)].filter((code) => code !== need);
}
