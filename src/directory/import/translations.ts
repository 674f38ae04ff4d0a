/** `translations.csv` (extension): a text of a record in one more language. */
import type { Translated } from '../model.js';
import { serviceTexts } from '../texts.js';
import { type Context, eachRow } from './context.js';
import { languageCode } from './languages.js';

type Texts = Record<string, Translated | undefined>;

const kind = (entity: string): string => entity.toLowerCase().replace(/(?<=[^s])s$|(?<=ss)es$/, '');

/** The texts of a record that can be translated, by HSDS's field names; undefined when there is no such record. */
function textsOf(context: Context, entity: string, id: string): Texts | 'hidden' | undefined {
  const { services, organizations, locations, documents } = context;
  if (entity === 'service') {
    const service = services.get(id)?.record;
    return service && serviceTexts(service);
  }
  if (entity === 'organization') {
    const organization = organizations.get(id)?.record;
    return organization && { name: organization.name };
  }
  if (entity === 'location' || entity === 'address') {
    const place = entity === 'location' ? id : context.addresses.get(id);
    const location = locations.get(place ?? '')?.record;
    if (location?.addressConfidential) return location.publicCity ? { city: location.publicCity } : 'hidden';
    return (
      location && {
        name: location.name,
        transportation: location.transportation,
        city: location.address?.city,
      }
    );
  }
  if (entity === 'required_document') {
    const document = documents.get(id);
    return document && { document: document.text };
  }
  return undefined;
}

export function readTranslations(context: Context): void {
  const { report } = context;
  eachRow(context, 'translations', (fields) => {
    const text = fields.needed('text');
    const field = fields.needed('field');
    const given = fields.needed('language');
    const entity = fields.needed('link_entity');
    const id = fields.needed('link_id');
    if (!text || !field || !given || !entity || !id) return;
    const language = languageCode(given);
    if (language === undefined) {
      report.leftOut(fields.row, 'language', 'is not a language code: write one such as ro or uk');
      return;
    }
    const texts = textsOf(context, kind(entity), id);
    if (texts === 'hidden') {
      report.notUsed(fields.row, 'texts of confidential locations are not kept in any language');
      return;
    }
    if (texts === undefined) {
      report.leftOut(
        fields.row,
        'link_id',
        'points to a record that is not there or was left out: correct the id',
      );
      return;
    }
    const target = Object.hasOwn(texts, field) ? texts[field] : undefined;
    if (target === undefined)
      report.leftOut(fields.row, 'field', 'is not a field that is shown in other languages: see the README');
    else target[language] = text;
  });
}
