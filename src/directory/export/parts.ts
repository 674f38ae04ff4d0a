/** The parts of services and places as HSDS 3.0 has them. */
import { EXTENSION } from '../extension.js';
import type { CostOption, Language, Phone, Schedule, ServiceArea, Translated } from '../model.js';
import { present } from '../present.js';
import type { Ids } from './ids.js';
import { textOf, translationsOf } from './texts.js';

/** A record of HSDS: what is not known is absent. */
export type Hsds = Record<string, unknown>;

/** The record with our extension, if there is anything in it. */
export function extended(record: Hsds, extension: object): Hsds {
  const known = present(extension);
  return Object.keys(known).length > 0 ? { ...record, [EXTENSION]: known } : record;
}

/** HSDS has web addresses as URIs; one with letters beyond ASCII is written as such, and kept as it was beside. */
export function addressOf(url: string | undefined, field: string): [hsds: Hsds, extension: Hsds] {
  if (url === undefined) return [{}, {}];
  if (/^https?:\/\/[\w.-]+(:\d+)?([/?#][\w\-.~:/?#@!$&'()*+,;=]*)?$/i.test(url))
    return [{ [field]: url }, {}];
  return [
    URL.canParse(url) ? { [field]: new URL(url).href.replace(/[[\]{}|\\^`"<>]/g, encodeURIComponent) } : {},
    { [field]: url },
  ];
}

export function mailOf(email: string | undefined): [hsds: Hsds, extension: Hsds] {
  if (email === undefined) return [{}, {}];
  return /^[\w.+-]+@([a-z0-9-]+\.)+[a-z]{2,}$/i.test(email) ? [{ email }, {}] : [{}, { email }];
}

export function phonesOf(phones: readonly Phone[], parent: string, ids: Ids): Hsds[] {
  return phones.map(({ number, extension, type, description, languages }, index) => {
    const id = ids.made('phone', parent, index);
    const digits = extension !== undefined && String(Number(extension)) === extension;
    return extended(
      present({
        id,
        number,
        extension: digits ? Number(extension) : undefined,
        type,
        description,
        languages: languages.length > 0 ? languagesOf(languages, id, ids) : undefined,
      }),
      { extension: digits ? undefined : extension },
    );
  });
}

export function languagesOf(languages: readonly Language[], parent: string, ids: Ids): Hsds[] {
  return languages.map(({ name, code, note }, index) =>
    present({ id: ids.made('language', parent, index), name, code, note }),
  );
}

export function schedulesOf(schedules: readonly Schedule[], parent: string, ids: Ids): Hsds[] {
  return schedules.map((schedule, index) =>
    extended(
      present({
        id: ids.made('schedule', parent, index),
        valid_from: schedule.validFrom,
        valid_to: schedule.validTo,
        dtstart: schedule.dtstart,
        until: schedule.until,
        count: schedule.count,
        freq: schedule.freq,
        interval: schedule.interval,
        byday: schedule.byday.join(',') || undefined,
        bymonthday: schedule.bymonthday.join(',') || undefined,
        opens_at: schedule.opensAt,
        closes_at: schedule.closesAt,
        description: schedule.description,
        notes: schedule.notes,
      }),
      { timezone: schedule.timezone, exception: schedule.exception },
    ),
  );
}

export function costsOf(costs: readonly CostOption[], parent: string, ids: Ids): Hsds[] {
  return costs.map(({ option, currency, amount, amountDescription }, index) =>
    present({
      id: ids.made('cost_option', parent, index),
      option,
      currency,
      amount,
      amount_description: amountDescription,
    }),
  );
}

export function documentsOf(documents: readonly Translated[], parent: string, ids: Ids): Hsds[] {
  return documents.map((document, index) =>
    extended(
      { id: ids.made('required_document', parent, index), document: textOf(document) },
      translationsOf({ document }),
    ),
  );
}

export function areasOf(areas: readonly ServiceArea[], parent: string, ids: Ids): Hsds[] {
  return areas.map(({ name, extent, extentType }, index) =>
    present({ id: ids.made('service_area', parent, index), name, extent, extent_type: extentType }),
  );
}
