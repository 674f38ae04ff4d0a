/** Why a database is not opened. Nothing in it was changed; the message says what to do. */
export class DatabaseRefused extends Error {
  override name = 'DatabaseRefused';
  constructor(
    readonly reason: /** A newer version of the program made its tables. */
      | 'newer'
      /** What is in it was sealed under another secret. */
      | 'secret'
      /** It cannot be reached, or lets nobody in. */
      | 'unreachable'
      /** Something must be made in it, and may not. */
      | 'rights',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
