/**
 * Who read the texts of danger, and which words exactly. Each text is signed by itself under a hash of its words, so
 * that an edit takes the signature from what was edited and from nothing else.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Language, TextTree } from './language.js';

/** In the folder of its language. */
export const SIGNATURES_FILE = 'signed.yaml';

const signatureSchema = z.strictObject({
  by: z.string().trim().min(1),
  on: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date like 2026-01-31'),
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'must be the SHA-256 that the command wrote'),
});
export const signaturesSchema = z.strictObject({ texts: z.record(z.string(), signatureSchema) });

export type Signature = z.infer<typeof signatureSchema>;
/** By the name of the text. */
export type Signatures = Readonly<Record<string, Signature>>;

/**
 * The hash of every text that needs a signature, by its name: each text of the cards (`card.self_harm`), and each
 * list of words by which danger is seen (`danger.yaml phrases.self_harm`). Comments and layout do not count.
 */
export function dangerHashes({ texts, danger }: Pick<Language, 'texts' | 'danger'>): Map<string, string> {
  const { phrases, ...lists } = danger;
  const hashes = new Map<string, string>();
  for (const [name, words] of leaves(texts.get('danger') ?? {}, '')) hashes.set(name, hashOf(words));
  for (const [name, words] of Object.entries(lists)) hashes.set(`danger.yaml ${name}`, hashOf(words));
  for (const [name, words] of Object.entries(phrases))
    hashes.set(`danger.yaml phrases.${name}`, hashOf(words));
  return hashes;
}

/** Names of texts of danger that nobody signed as they stand now. */
export function unsignedTexts(language: Pick<Language, 'texts' | 'danger' | 'signed'>): string[] {
  return [...dangerHashes(language)]
    .filter(([name, hash]) => language.signed[name]?.hash !== hash)
    .map(([name]) => name);
}

/** The signatures of a language after somebody read all that was not signed; those that hold stay as they are. */
export function signedBy(
  language: Pick<Language, 'texts' | 'danger' | 'signed'>,
  by: string,
  on: string,
): Signatures {
  const signed = [...dangerHashes(language)].map(([name, hash]): [string, Signature] => {
    const before = language.signed[name];
    return [name, before?.hash === hash ? before : { by, on, hash }];
  });
  return Object.fromEntries(signed);
}

function leaves(tree: TextTree, prefix: string): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : leaves(value, `${prefix}${key}.`),
  );
}

const hashOf = (words: unknown): string => createHash('sha256').update(JSON.stringify(words)).digest('hex');
