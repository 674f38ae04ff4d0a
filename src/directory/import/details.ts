/** What hangs on services and places: phones, languages, costs, papers to bring, areas served. */
import type { Phone } from '../model.js';
import { present } from '../present.js';
import { type Context, eachRow, translated } from './context.js';
import type { Fields } from './fields.js';
import { readLanguage } from './languages.js';
import { type ParentColumn, parentOf } from './parents.js';

const ANY: ParentColumn[] = [
  'service_at_location_id',
  'service_id',
  'location_id',
  'contact_id',
  'organization_id',
];

/** People's names, titles and mail are not kept: a contact only says where its phones belong. */
export function readContacts(context: Context): void {
  eachRow(context, 'contacts', (fields) => {
    const parent = parentOf(
      context,
      fields,
      ANY.filter((column) => column !== 'contact_id'),
    );
    if (!parent) return;
    if (!fields.text('name'))
      context.report.keptWithout(fields.row, 'name', 'is empty: write the name of the contact');
    const id = fields.text('id');
    if (id !== undefined) context.contacts.set(id, fields.row);
    context.report.notUsed(fields.row, 'names of people are not kept, only the phones of their rows');
  });
}

export function readPhones(context: Context): void {
  eachRow(context, 'phones', (fields) => {
    const given = fields.needed('number');
    if (given === undefined) return;
    const number = wholeNumber(given, fields.text('country_prefix'));
    if (number === undefined) {
      context.report.leftOut(fields.row, 'number', 'is not a phone number: correct it');
      return;
    }
    if (/^(private|excluded)$/i.test(fields.text('visibility') ?? '')) {
      context.report.notUsed(fields.row, 'some numbers are private, so they are not kept');
      return;
    }
    const parent = parentOf(context, fields, ANY);
    if (!parent) return;
    if ('number_type' in fields.row.cells && !fields.text('number_type'))
      context.report.keptWithout(
        fields.row,
        'number_type',
        'is empty: write voice, fax, sms or another type',
      );
    const phone: Phone = {
      ...present({
        extension: fields.text('extension'),
        type: (fields.text('type') ?? fields.text('number_type'))?.toLowerCase(),
        description: fields.text('description') ?? fields.text('department'),
      }),
      number,
      languages: [],
    };
    const id = fields.text('id');
    if (id !== undefined) context.phones.set(id, [...(context.phones.get(id) ?? []), phone]);
    if (parent.kind === 'organization') {
      const organization = parent.organization.record;
      organization.phones ??= [];
      addPhone(organization.phones, phone);
    } else
      addPhone(
        parent.kind === 'location' ? parent.location.record.phones : parent.service.record.phones,
        phone,
      );
  });
}

/** The same number is often listed again for each contact. */
function addPhone(phones: Phone[], phone: Phone): void {
  const same = ({ number, extension }: Phone): boolean =>
    number === phone.number && extension === phone.extension;
  if (!phones.some(same)) phones.push(phone);
}

/** A number as it is dialled, without the quotation marks some exports put around it. */
function wholeNumber(given: string, prefix: string | undefined): string | undefined {
  const number = given.replace(/["“”]/g, '').trim();
  if ((number.match(/\d/g) ?? []).length < 2 || /[^\d\s+()./,;#*xet-]/i.test(number)) return undefined;
  const digits = prefix?.replace(/\D/g, '');
  return digits && !number.startsWith('+') ? `+${digits} ${number}` : number;
}

export function readLanguages(context: Context): void {
  const spokenAt = new Map<string, ReturnType<typeof readLanguage>[]>();
  // 1.x lists the languages of a location in a column of its own.
  eachRow(context, 'locations', (fields) => {
    const id = fields.text('id');
    if (id !== undefined)
      spokenAt.set(
        id,
        fields.list('languages').map((word) => readLanguage(undefined, word)),
      );
  });
  eachRow(context, 'languages', (fields) => {
    const language = readLanguage(fields.text('code'), fields.text('name'), fields.text('note'));
    if (!language) {
      context.report.leftOut(fields.row, 'name', 'is empty: write the name or the code of the language');
      return;
    }
    const phones = context.phones.get(fields.text('phone_id') ?? '');
    for (const phone of phones ?? []) phone.languages.push(language);
    if (phones && !fields.text('service_id') && !fields.text('location_id')) return;
    const parent = parentOf(context, fields, ['service_id', 'location_id']);
    if (parent?.kind === 'service') parent.service.record.languages.push(language);
    else if (parent?.kind === 'location') {
      const { id } = parent.location.record;
      spokenAt.set(id, [...(spokenAt.get(id) ?? []), language]);
    }
  });
  for (const { record } of context.services.values()) {
    for (const { id } of record.locations) {
      for (const language of spokenAt.get(id) ?? []) {
        if (language && !record.languages.some((known) => known.name === language.name))
          record.languages.push(language);
      }
    }
  }
}

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

export function readCosts(context: Context): void {
  eachService(context, 'cost_options', (fields, service) => {
    const ends = fields.date('valid_to');
    if (ends !== undefined && ends < context.today) {
      context.report.leftOut(fields.row, 'valid_to', 'is past: write the present price');
      return;
    }
    const currency = fields.text('currency')?.toUpperCase();
    const known = currency === undefined || CURRENCIES.has(currency);
    if (!known)
      context.report.keptWithout(
        fields.row,
        'currency',
        'is not a currency code: write three letters, such as RON',
      );
    service.costOptions.push(
      present({
        option: fields.text('option'),
        currency: known ? currency : undefined,
        amount: fields.number('amount', 0, 1e9),
        amountDescription: fields.text('amount_description'),
      }),
    );
  });
}

export function readDocuments(context: Context): void {
  eachService(context, 'required_documents', (fields, service, language) => {
    const document = fields.needed('document');
    if (document === undefined) return;
    const text = translated(document, language);
    service.requiredDocuments.push(text);
    const id = fields.text('id');
    if (id !== undefined) context.documents.set(id, { text, language });
  });
}

export function readAreas(context: Context): void {
  eachService(context, 'service_areas', (fields, service) => {
    const name = fields.text('name') ?? fields.text('description');
    if (name === undefined) context.report.leftOut(fields.row, 'name', 'is empty: write the area');
    else
      service.serviceAreas.push({
        name,
        ...present({ extent: fields.text('extent'), extentType: fields.text('extent_type') }),
      });
  });
}

type ServiceOf = Context['services'] extends Map<string, infer H> ? H : never;

function eachService(
  context: Context,
  table: string,
  use: (fields: Fields, service: ServiceOf['record'], language: string | undefined) => void,
): void {
  eachRow(context, table, (fields) => {
    const parent = parentOf(context, fields, ['service_id']);
    if (parent?.kind === 'service') use(fields, parent.service.record, parent.service.language);
  });
}
