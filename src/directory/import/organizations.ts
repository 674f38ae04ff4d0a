/** Organizations, and the taxonomy their services are filed under. */
import { present } from '../present.js';
import { type Context, eachRow, freshId, languageOf, translated } from './context.js';
import type { Row } from './tables.js';

export function readTerms(context: Context): void {
  for (const [table, idColumn] of [
    ['taxonomy_terms', 'id'],
    ['taxonomy', 'taxonomy_id'],
  ] as const) {
    const parents: [Row, string][] = [];
    eachRow(context, table, (fields) => {
      const parentId = fields.text('parent_id');
      if (parentId !== undefined) parents.push([fields.row, parentId]);
      const id = freshId(context, fields, context.terms, idColumn);
      const name = fields.needed('name');
      if (id === undefined || name === undefined) return;
      const code = idColumn === 'id' ? fields.text('code') : id;
      context.terms.set(id, { id, code, name, parentId });
    });
    for (const [row, parent] of parents)
      if (!context.terms.has(parent))
        context.report.keptWithout(
          row,
          'parent_id',
          'points to a term that is not there: add it, or correct the id',
        );
  }
}

export function readOrganizations(context: Context): void {
  eachRow(context, 'organizations', (fields) => {
    const id = freshId(context, fields, context.organizations);
    const name = fields.needed('name');
    if (id === undefined) return;
    if (name === undefined) {
      context.refusedOrganizations.add(id);
      return;
    }
    // Read only to be told of: nobody is shown when an organization was founded.
    fields.date('date_incorporated');
    const language = languageOf(context, fields);
    const record = present({
      id,
      name: translated(name, language),
      description: fields.text('description'),
      website: fields.url('website'),
      email: fields.email('email'),
    });
    context.organizations.set(id, { record, row: fields.row, language });
  });
}
