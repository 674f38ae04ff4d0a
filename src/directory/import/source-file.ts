/** One file of a source. `bytes` may be read from disk when asked for, so that only one file is held at a time. */
export interface SourceFile {
  name: string;
  readonly bytes: Buffer;
}

export const isTable = (name: string): boolean => /\.(csv|tsv|json|jsonl|ndjson)$/i.test(name);
export const isJson = (name: string): boolean => /\.(json|jsonl|ndjson)$/i.test(name);
