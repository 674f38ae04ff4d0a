/** What all kinds of step have in common that ask nothing. */
import type { TextUse } from '../kind.js';

export const SILENT = {
  texts: (): TextUse[] => [],
  reads: (): string[] => [],
  asks: (): false => false,
  buttons: (): { option: string }[] => [],
};
