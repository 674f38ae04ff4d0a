/** Asks for something in the person's own words. They are kept in the sealed session only, until it ends. */
import { z } from 'zod';
import { typedFields, typedKind } from './typed.js';

const schema = z.strictObject({
  ask: z.literal('words').describe('Ask for something in the person’s own words.'),
  ...typedFields,
});

/** Longest answer that is kept; nobody needs to write more in a chat. */
const LONGEST = 1000;

export const askWords = typedKind('words', schema, (words) => {
  const said = words.trim().slice(0, LONGEST);
  return said === '' ? undefined : { kind: 'words', words: said };
});
