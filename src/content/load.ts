/** All content of a Kinline: conversations, languages, needs and regions, read from files. */
import type { DialogSet } from '../engine/dialog.js';
import { loadDialogs } from './dialogs.js';
import { type Factor, loadFactors } from './factors.js';
import { type ContentFolder, contentFolder } from './files.js';
import type { Language } from './language.js';
import { loadLanguages } from './languages.js';
import { loadNeeds, type Need } from './needs.js';
import type { Problem } from './problem.js';
import { loadRegions } from './regions/load.js';
import type { Region } from './regions/region.js';

export interface Content {
  dialogs: DialogSet;
  /** The reference language first. */
  languages: readonly Language[];
  needs: readonly Need[];
  regions: ReadonlyMap<string, Region>;
  factors: readonly Factor[];
}

/**
 * @param root the folder that holds `dialogs/` and `locales/`
 * @returns what could be read, and every problem of reading; content with problems is not to be served
 */
export function loadContent(root: string): { content: Content; problems: Problem[] } {
  return readContent(contentFolder(root));
}

/** The same from any folder-like source. */
export function readContent(folder: ContentFolder): { content: Content; problems: Problem[] } {
  const problems: Problem[] = [];
  const content = {
    dialogs: loadDialogs(folder, problems),
    languages: loadLanguages(folder, problems),
    needs: loadNeeds(folder, problems),
    regions: loadRegions(folder, problems),
    factors: loadFactors(folder, problems),
  };
  return { content, problems };
}
