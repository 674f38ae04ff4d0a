/** What a turn needs to take a young person's words: what hides names in them, receipts, and what became of words. */
import type { Staff } from '../casework/staff.js';
import type { Content } from '../content/load.js';
import type { Directory } from '../directory/model.js';
import { gazetteer } from '../directory/places/gazetteer.js';
import type { FeedbackPorts } from '../engine/feedback.js';
import type { Promises } from '../feedback/deadlines.js';
import { createGuesses } from '../feedback/guesses.js';
import { createMasker, type Masker } from '../feedback/masking/masking.js';
import { receiptHash } from '../feedback/receipt.js';
import { createReceiptReader, type ReceiptReader } from '../feedback/receipt-read.js';
import type { Store } from '../stores/port.js';
import type { FeedbackParts } from '../turn/feedback.js';
import { type Asking, createFeedbackPorts } from '../turn/feedback-ports.js';

export interface Feedback extends FeedbackParts {
  portsFor(asking: Asking): FeedbackPorts;
  /** Names of whoever works here are hidden too, and the directory's as they are by now. */
  renewNames(staff: readonly Staff[]): void;
}

interface Parts {
  content: Pick<Content, 'languages' | 'regions'>;
  store: Store;
  /** What receipts are hashed under. */
  secret: string;
  /** Where the chat page is, for whoever writes in a messenger. */
  page: string | undefined;
  directory(): Directory;
  promises?: Promises | undefined;
}

/** Smaller towns are too often everyday words. */
const TOWN = 5_000;

export function feedbackParts({ content, store, secret, page, directory, promises }: Parts): Feedback {
  const hash = receiptHash(secret);
  let reader: ReceiptReader | undefined;
  let masker: Masker | undefined;
  let staff: readonly Staff[] = [];
  return {
    shelf: store,
    hash,
    mask(words) {
      // Made when first asked for: names of all languages and towns of all countries take their room.
      masker ??= makeMasker(content, directory(), staff);
      return masker.mask(words).text;
    },
    portsFor: createFeedbackPorts({
      shelf: store,
      hash,
      guesses: createGuesses(),
      reader() {
        reader ??= createReceiptReader(content.languages.map(({ receipt }) => receipt));
        return reader;
      },
      words: (language) => content.languages.find(({ code }) => code === language)?.receipt ?? {},
      page,
      ...(promises === undefined ? {} : { promises }),
    }),
    renewNames(people) {
      staff = people;
      masker = undefined;
    },
  };
}

/** Of all languages at once, for young people mix them. */
function makeMasker(
  { languages, regions }: Parts['content'],
  { services }: Directory,
  staff: readonly Staff[],
) {
  const countries = [...regions.keys()].filter((country) => country !== 'EU');
  const towns = gazetteer(countries).filter(({ population }) => population >= TOWN);
  const own = services.flatMap(({ locations }) =>
    locations.flatMap(({ address }) => Object.values(address?.city ?? {})),
  );
  const known = services.flatMap(({ name, organization }) => [
    ...Object.values(name),
    ...Object.values(organization.name),
  ]);
  return createMasker({
    languages: languages.map(({ names }) => names),
    countries,
    places: new Set([
      ...own,
      ...towns.flatMap(({ names, otherNames }) => [...Object.values(names), ...otherNames]),
    ]),
    known: new Set([...known, ...staff.map(({ name }) => name)]),
  });
}
