/** The directory as the engine reads it. `current` is asked each time, so that a new import is seen at once. */
import type { Ports } from '../engine/ports.js';
import type { NeedTerms } from './needs.js';
import type { DirectoryIndex } from './search/search.js';

export function directoryPorts(
  current: () => DirectoryIndex,
  needs: readonly NeedTerms[],
): Pick<Ports, 'findServices' | 'service' | 'needs'> {
  const taps = needs
    .filter((need) => need.tap !== undefined)
    .sort((a, b) => (a.tap ?? 0) - (b.tap ?? 0))
    .map((need) => need.code);
  return {
    async findServices(query) {
      const { views, total, widened } = current().find(query);
      return { services: views.map((view) => ({ id: view.id, name: view.name, view })), total, widened };
    },
    async service(id, from) {
      const view = current().view(id, from);
      return view && { id, name: view.name, view };
    },
    needs: () => taps,
  };
}
