/**
 * How a request is kept: what is personal as a document under a key of its own, what a queue shows as a record beside
 * it. Both change together or not at all, so no queue ever shows what is not there.
 */
import { facetsOf } from './facets.js';
import { type CallbackFacets, type CallbackRequest, callbackRequest } from './request.js';

export const CALLBACK_RECORD = 'callback';
export const callbackDocument = (id: string): string => `callback:${id}`;

/** What a store is asked to change. */
export interface KeptChanges {
  documents: { id: string; expected: number; value: string | null; expiresAt: number }[];
  records: { kind: string; id: string; value: string | null }[];
}

/** @param version the document's version that was read, 0 for a new request */
export function keptChanges(request: CallbackRequest, version: number): KeptChanges {
  const { id, expiresAt } = request;
  return {
    documents: [{ id: callbackDocument(id), expected: version, value: JSON.stringify(request), expiresAt }],
    records: [{ kind: CALLBACK_RECORD, id, value: JSON.stringify(facetsOf(request)) }],
  };
}

/** Erased, not flagged: its key is destroyed and its line is gone from every queue. */
export function erasedChanges(
  { id, expiresAt }: Pick<CallbackRequest, 'id' | 'expiresAt'>,
  version: number,
): KeptChanges {
  return {
    documents: [{ id: callbackDocument(id), expected: version, value: null, expiresAt }],
    records: [{ kind: CALLBACK_RECORD, id, value: null }],
  };
}

/** @throws when the document is not a request of this version */
export const readRequest = (document: string): CallbackRequest => callbackRequest.parse(JSON.parse(document));
export const readFacets = (record: string): CallbackFacets => JSON.parse(record) as CallbackFacets;
