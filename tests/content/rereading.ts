/**
 * Reads content part by part, as `readContent` does at once, and a part again only when a file of it is another: a
 * hundred mistakes in one file each need not parse all the others a hundred times.
 */
import { loadDialogs } from '../../src/content/dialogs.js';
import { loadFactors } from '../../src/content/factors.js';
import type { ContentFolder } from '../../src/content/files.js';
import { loadLanguages, REFERENCE } from '../../src/content/languages.js';
import type { Content } from '../../src/content/load.js';
import { loadNeeds } from '../../src/content/needs.js';
import type { Problem } from '../../src/content/problem.js';
import { loadRegions } from '../../src/content/regions/load.js';

type Load<Part> = (folder: ContentFolder, problems: Problem[]) => Part;

interface Kept {
  /** What was looked at, and what was found there. */
  looked: { same(folder: ContentFolder): boolean }[];
  part: unknown;
  problems: Problem[];
}

/** A folder whose files are read from the disk once. */
export function remembered(folder: ContentFolder): ContentFolder {
  const files = new Map<string, string | undefined>();
  const names = new Map<string, string[]>();
  return {
    read(file) {
      if (!files.has(file)) files.set(file, folder.read(file));
      return files.get(file);
    },
    names(of) {
      const found = names.get(of) ?? folder.names(of);
      names.set(of, found);
      return found;
    },
  };
}

export function createRereading(): (folder: ContentFolder) => { content: Content; problems: Problem[] } {
  const kept = new Map<string, Kept>();

  function part<Part>(name: string, load: Load<Part>, folder: ContentFolder, problems: Problem[]): Part {
    const before = kept.get(name);
    if (before?.looked.every(({ same }) => same(folder))) {
      problems.push(...before.problems);
      return before.part as Part;
    }
    const fresh: Kept = { looked: [], part: undefined, problems: [] };
    const read = load(watched(folder, fresh.looked), fresh.problems);
    fresh.part = read;
    // The sound one is kept: the next mistake is most likely in another file.
    if (before === undefined) kept.set(name, fresh);
    problems.push(...fresh.problems);
    return read;
  }

  return (folder) => {
    const problems: Problem[] = [];
    const each = <Part>(top: string, load: Load<Part>): Part[] =>
      folder
        .names(top)
        .map((name) =>
          part(`${top}/${name}`, (from, found) => load(only(from, top, name), found), folder, problems),
        );
    const sets = each('dialogs', loadDialogs);
    const [first] = sets;
    if (first === undefined) throw new Error('There are no dialogs.');
    const content: Content = {
      dialogs: { ...first, dialogs: new Map(sets.flatMap(({ dialogs }) => [...dialogs])) },
      languages: each('locales', loadLanguages)
        .flat()
        .sort((a, b) => Number(b.code === REFERENCE) - Number(a.code === REFERENCE)),
      needs: part('needs', loadNeeds, folder, problems),
      regions: part('regions', loadRegions, folder, problems),
      factors: part('factors', loadFactors, folder, problems),
    };
    return { content, problems };
  };
}

/** The folder with one name in it, as if the others were not there. */
const only = (folder: ContentFolder, top: string, name: string): ContentFolder => ({
  read: (file) => folder.read(file),
  names: (of) => (of === top ? [name] : folder.names(of)),
});

const watched = (folder: ContentFolder, looked: Kept['looked']): ContentFolder => ({
  read(file) {
    const text = folder.read(file);
    looked.push({ same: (other) => other.read(file) === text });
    return text;
  },
  names(of) {
    const names = folder.names(of);
    looked.push({ same: (other) => other.names(of).join('\n') === names.join('\n') });
    return names;
  },
});
