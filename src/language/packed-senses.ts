/** What the senses are made of that takes long to make, and stays the same while the content does. */
import type { Language } from '../content/language.js';
import { type PackedDanger, packDanger } from './danger/sense.js';

export interface PackedSenses {
  danger: PackedDanger;
}

export const packSenses = (languages: readonly Language[]): PackedSenses => ({
  danger: packDanger(languages),
});
