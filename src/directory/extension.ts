/**
 * What Kinline keeps of a record and HSDS 3.0 has no field for travels in an object of this name on the record, which
 * the schemas allow and other readers pass over: the id it had where that is no UUID, our needs, IANA time zones,
 * exceptions of opening hours, translations, and that an address is confidential.
 */
export const EXTENSION = 'kinline';

/** Texts of a record by language and HSDS's name of the field. */
export type Translations = Record<string, Record<string, string>>;
