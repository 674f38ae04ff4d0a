/** What stands on the board, from a first proposal until two people agreed to exactly this and it went out. */
import { randomUUID } from 'node:crypto';
import { isQuarantined, readEntry } from '../../feedback/entry.js';
import { entriesIn } from '../../feedback/reading.js';
import { entryDocument } from '../../feedback/shelf.js';
import { approve, edit, type Promised, promise, publishPromise } from '../../feedback/themes.js';
import { weekOf } from '../../feedback/weeks.js';
import type { Changes, Store } from '../../stores/port.js';
import type { Audit } from '../audit.js';
import { type Denied, may, type StaffAction } from '../may.js';
import type { Organization } from '../organization.js';
import type { Staff } from '../staff.js';
import { allPromises, type HeldPromise, promiseChanges, readPromise, removedPromise } from './promises.js';

export type Proposal = Pick<Promised, 'theme' | 'youSaid' | 'stands' | 'we' | 'owner' | 'date' | 'quotes'>;

export type BoardRefusal =
  | Denied
  | 'gone'
  | 'try_again'
  | 'invalid'
  | 'twice'
  | 'published'
  | 'approvers'
  | 'quote_not_allowed'
  | 'no_answer';
export type BoardDone = { ok: true; id: string } | { ok: false; refused: BoardRefusal };

/** Words that may be shown: allowed by who wrote them, and of this theme. */
export interface Quotable {
  entry: string;
  words: string;
}

export interface BoardWork {
  all(staff: Staff): Promise<HeldPromise[] | Denied>;
  open(
    staff: Staff,
    id: string,
  ): Promise<{ ok: true; held: HeldPromise; quotable: Quotable[] } | { ok: false; refused: BoardRefusal }>;
  propose(staff: Staff, proposal: Proposal): Promise<BoardDone>;
  /** Whatever it is, agreement and place on the board are gone with it. */
  change(staff: Staff, id: string, proposal: Proposal): Promise<BoardDone>;
  /** @param version as it was read: what changed meanwhile is agreed to by nobody */
  approve(staff: Staff, id: string, version: number): Promise<BoardDone>;
  publish(staff: Staff, id: string, version: number): Promise<BoardDone>;
  remove(staff: Staff, id: string): Promise<BoardDone>;
}

export function createBoardWork({
  store,
  audit,
  organization,
  now,
}: {
  store: Store;
  audit: Audit;
  organization: Organization;
  now(): number;
}): BoardWork {
  const mayDo = (staff: Staff, action: StaffAction) =>
    may(staff, action, undefined, organization.today(now()));

  async function logged(staff: Staff, action: string, id: string, changes: Changes): Promise<BoardDone> {
    const line = { at: now(), actor: staff.id, action, subject: id, outcome: 'done' as const };
    const written = await audit.write([line], changes);
    return written === 'done' ? { ok: true, id } : { ok: false, refused: 'try_again' };
  }

  async function found(staff: Staff, action: StaffAction, id: string): Promise<HeldPromise | BoardRefusal> {
    const said = mayDo(staff, action);
    return said === 'yes' ? ((await readPromise(store, id)) ?? 'gone') : said;
  }

  async function quotableOf(theme: string): Promise<Quotable[]> {
    const entries = await entriesIn(store);
    return entries.flatMap(({ entry }) =>
      entry.mayShow && entry.themes.includes(theme)
        ? Object.values(entry.words)
            .filter((words) => words !== '')
            .map((words) => ({ entry: entry.id, words }))
        : [],
    );
  }

  /** What was taken back, or went to one role alone, is shown nowhere. */
  async function mayShow(id: string): Promise<boolean> {
    const document = await store.document(entryDocument(id));
    const entry = document && readEntry(document.value);
    return entry !== undefined && !isQuarantined(entry) && entry.mayShow;
  }

  return {
    async all(staff) {
      const said = mayDo(staff, 'feedback:publish');
      return said === 'yes' ? allPromises(store) : said;
    },
    async open(staff, id) {
      const held = await found(staff, 'feedback:publish', id);
      if (typeof held === 'string') return { ok: false, refused: held };
      // Only whoever reads entries is shown words to choose from.
      const reads = mayDo(staff, 'feedback:read') === 'yes' && staff.role === 'participation_officer';
      return { ok: true, held, quotable: reads ? await quotableOf(held.promise.theme) : [] };
    },
    async propose(staff, proposal) {
      const said = mayDo(staff, 'board:propose');
      if (said !== 'yes') return { ok: false, refused: said };
      const fresh = promise.safeParse({ ...proposal, id: randomUUID(), approvedBy: [], published: null });
      if (!fresh.success || !isTheme(proposal.theme)) return { ok: false, refused: 'invalid' };
      return logged(staff, 'board:propose', fresh.data.id, promiseChanges(fresh.data, 0, now()));
    },
    async change(staff, id, proposal) {
      const held = await found(staff, 'board:propose', id);
      if (typeof held === 'string') return { ok: false, refused: held };
      const edited = promise.safeParse({ ...edit(held.promise, proposal), theme: proposal.theme });
      if (!edited.success || !isTheme(proposal.theme)) return { ok: false, refused: 'invalid' };
      return logged(staff, 'board:change', id, promiseChanges(edited.data, held.version, now()));
    },
    async approve(staff, id, version) {
      const held = await found(staff, 'feedback:publish', id);
      if (typeof held === 'string') return { ok: false, refused: held };
      if (held.version !== version) return { ok: false, refused: 'try_again' };
      const agreed = approve(held.promise, staff.id);
      if (!agreed.approved) return { ok: false, refused: agreed.why };
      return logged(staff, 'board:approve', id, promiseChanges(agreed.promise, version, now()));
    },
    async publish(staff, id, version) {
      const held = await found(staff, 'feedback:publish', id);
      if (typeof held === 'string') return { ok: false, refused: held };
      if (held.version !== version) return { ok: false, refused: 'try_again' };
      const shown = new Set<string>();
      for (const { entry } of held.promise.quotes) if (await mayShow(entry)) shown.add(entry);
      const out = publishPromise(held.promise, (entry) => shown.has(entry), weekOf(now()));
      if (!out.published) return { ok: false, refused: out.why };
      return logged(staff, 'board:publish', id, promiseChanges(out.promise, version, now()));
    },
    async remove(staff, id) {
      const held = await found(staff, 'board:propose', id);
      if (typeof held === 'string') return { ok: false, refused: held };
      return logged(staff, 'board:remove', id, removedPromise(id, held.version, now()));
    },
  };

  function isTheme(code: string): boolean {
    return organization.themes.some((theme) => theme.code === code);
  }
}
