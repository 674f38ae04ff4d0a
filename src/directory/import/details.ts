/** What hangs on services and places: phones, languages, costs, papers to bring, areas served. */
import type { CostOption, Phone } from '../model.js';
import { present } from '../present.js';
import { added, type Context, eachRow, translated } from './context.js';
import type { Fields } from './fields.js';
import { readLanguages as inWords, readLanguage } from './languages.js';
import { type Parent, type ParentColumn, parentOf } from './parents.js';
import { readNumbers } from './phone-numbers.js';

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
    if (id !== undefined)
      context.contacts.set(id, Object.fromEntries(ANY.map((column) => [column, fields.text(column) ?? ''])));
    context.report.notUsed(fields.row, 'names of people are not kept, only the phones of their rows');
  });
}

export function readPhones(context: Context): void {
  eachRow(context, 'phones', (fields) => {
    const given = fields.needed('number');
    if (given === undefined) return;
    const numbers = readNumbers(given, fields.text('country_prefix'));
    if (numbers.length === 0) {
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
    const languages = fields.list('language').flatMap(inWords);
    const into = phonesOf(parent);
    for (const { number, extension } of numbers) {
      const phone: Phone = {
        ...present({
          extension: fields.text('extension') ?? extension,
          type: (fields.text('type') ?? fields.text('number_type'))?.toLowerCase(),
          description: fields.text('description') ?? fields.text('department'),
        }),
        number,
        languages: [...languages],
      };
      const id = fields.text('id');
      if (id !== undefined) context.phones.set(id, [...(context.phones.get(id) ?? []), phone]);
      addPhone(into, phone);
    }
  });
}

function phonesOf(parent: Parent): Phone[] {
  if (parent.kind === 'location') return parent.location.record.phones;
  if (parent.kind !== 'organization') return parent.service.record.phones;
  const organization = parent.organization.record;
  organization.phones ??= [];
  return organization.phones;
}

/** The same number is often listed again for each contact. */
function addPhone(phones: Phone[], phone: Phone): void {
  const same = ({ number, extension }: Phone): boolean =>
    number === phone.number && extension === phone.extension;
  if (!phones.some(same)) phones.push(phone);
}

export function readLanguages(context: Context): void {
  const { spokenAt } = context;
  eachRow(context, 'languages', (fields) => {
    const code = fields.text('code');
    const name = fields.text('name');
    const whole = readLanguage(code, name, fields.text('note'));
    if (!whole) {
      context.report.leftOut(fields.row, 'name', 'is empty: write the name or the code of the language');
      return;
    }
    const languages = code === undefined && name !== undefined && !whole.note ? inWords(name) : [whole];
    const phones = context.phones.get(fields.text('phone_id') ?? '');
    for (const phone of phones ?? []) phone.languages.push(...languages);
    if (phones && !fields.text('service_id') && !fields.text('location_id')) return;
    const parent = parentOf(context, fields, ['service_id', 'location_id']);
    if (parent?.kind === 'service') {
      const { record } = parent.service;
      for (const language of languages) record.languages = added(record.languages, language);
    }
    if (parent?.kind === 'location') {
      const { id } = parent.location.record;
      spokenAt.set(id, [...(spokenAt.get(id) ?? []), ...languages]);
    }
  });
  for (const { record } of context.services.values()) {
    for (const { id } of record.locations) {
      for (const language of spokenAt.get(id) ?? []) {
        if (!record.languages.some((known) => known.name === language.name)) record.languages.push(language);
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
        ...amountOf(context, fields),
      }),
    );
  });
}

const FREE = /^(free|no (fee|charge|cost)|none|gratis|gratuit|безкоштовн|безплатн|бесплатн|مجان)/i;

/** "Free", "20 lei" and "$5 a visit" stand where a number should; what is not one is kept as words. */
function amountOf(context: Context, fields: Fields): Pick<CostOption, 'amount' | 'amountDescription'> {
  const given = fields.text('amount');
  const described = fields.text('amount_description');
  const plain = given?.replace(/^[$€£₴]\s*/, '').replace(/(\d),(\d{1,2})$/, '$1.$2');
  if (given === undefined || plain === undefined || /^-|^\d+(\.\d+)?$/.test(plain)) {
    if (plain !== undefined) fields.row.cells.amount = plain;
    return present({ amount: fields.number('amount', 0, 1e9), amountDescription: described });
  }
  if (FREE.test(given)) return present({ amount: 0, amountDescription: described });
  context.report.note(fields.row, 'amount', 'is not a number: kept as words');
  return { amountDescription: [given, described].filter(Boolean).join('; ') };
}

/** 1.x keeps who a service is for in a table of its own. */
export function readEligibility(context: Context): void {
  eachService(context, 'eligibility', (fields, service, language) => {
    const given = fields.needed('eligibility');
    if (given === undefined) return;
    const before = service.eligibilityDescription[''];
    if (before?.includes(given)) return;
    service.eligibilityDescription = translated(
      before === undefined ? given : `${before}; ${given}`,
      language,
    );
  });
}

export function readDocuments(context: Context): void {
  eachService(context, 'required_documents', (fields, service, language) => {
    const document = fields.needed('document');
    if (document === undefined) return;
    const text = translated(document, language);
    service.requiredDocuments = added(service.requiredDocuments, text);
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
