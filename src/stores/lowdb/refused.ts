/** Why a data folder is not opened. Nothing in the folder was changed; the message says what to do. */
export type RefusalReason =
  /** Another process has it. */
  | 'in_use'
  /** Something other than a torn last line is wrong. */
  | 'damaged'
  /** The keys in it were wrapped under another secret. */
  | 'secret'
  /** A newer version wrote it. */
  | 'format';

export class FolderRefused extends Error {
  override name = 'FolderRefused';
  constructor(
    readonly reason: RefusalReason,
    message: string,
    /** Where the damage is; lines count from 1. */
    readonly where: { file: string; line?: number } | undefined = undefined,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Names a damage and what the operator can do about it. */
export function damaged(file: string, problem: string, line?: number, cause?: unknown): FolderRefused {
  const place = line === undefined ? file : `${file}, line ${line}`;
  const advice =
    'Nothing was changed. Restore the data folder from a backup, or set it aside and start with an empty one.';
  const where = line === undefined ? { file } : { file, line };
  return new FolderRefused('damaged', `Damaged data: ${place}: ${problem}. ${advice}`, where, { cause });
}
