/** What each service is for: from our own codes, its attributes, its 1.x taxonomy ids and its keywords. */
import type { Service } from '../model.js';
import { type Context, eachRow } from './context.js';

function add(list: string[], words: readonly string[]): void {
  for (const word of words) if (!list.includes(word)) list.push(word);
}

export function readAttributes(context: Context): void {
  eachRow(context, 'attributes', (fields) => {
    const link = fields.needed('link_id', 'belongs to nothing: write the id of its service');
    if (link === undefined) return;
    const service = context.services.get(link)?.record;
    if (!service) {
      if (context.organizations.has(link) || context.locations.has(link))
        context.report.notUsed(
          fields.row,
          'attributes of organizations and locations are not shown, so they are not kept',
        );
      else
        context.report.leftOut(
          fields.row,
          'link_id',
          'points to a service that is not there or was left out: add that first, or correct the id',
        );
      return;
    }
    const term = context.terms.get(fields.text('taxonomy_term_id') ?? '');
    const value = fields.text('value') ?? fields.text('label');
    const hides = term?.name.toLowerCase() === 'visibility' ? value?.toLowerCase() : undefined;
    if (hides === 'private' || hides === 'excluded') service.visibility = hides;
    else if (term) file(context, service, term.id);
    else if (value !== undefined) word(context, service, value);
    if (!term && fields.text('taxonomy_term_id') !== undefined) {
      const reason = 'points to a term that is not there: add it, or correct the id';
      if (value === undefined) context.report.leftOut(fields.row, 'taxonomy_term_id', reason);
      else context.report.keptWithout(fields.row, 'taxonomy_term_id', reason);
    }
  });
}

function file(context: Context, service: Service, id: string): boolean {
  const term = context.terms.get(id);
  if (!term) return false;
  add(service.taxonomyTerms, [term.name]);
  add(service.needs, context.needs.byTerm(term, context.terms));
  return true;
}

function word(context: Context, service: Service, text: string): void {
  add(service.taxonomyTerms, [text]);
  add(service.needs, context.needs.byName(text));
}

/** The columns of 1.x, and a word to the operator about each service that nobody can find by a need. */
export function readOwnTerms(context: Context): void {
  for (const { row, service, ids, keywords } of context.ownTerms) {
    let missing = false;
    for (const id of ids) missing = !file(context, service, id) || missing;
    if (missing)
      context.report.keptWithout(
        row,
        'taxonomy_ids',
        'points to a term that is not there: add it, or correct the id',
      );
    for (const keyword of keywords) word(context, service, keyword);
  }
  for (const { record, row } of context.services.values())
    if (record.needs.length === 0 && record.status === 'active')
      context.report.note(
        row,
        'needs',
        'fits none of our needs, so no search finds it: write a code of locales/needs.yaml',
      );
}
