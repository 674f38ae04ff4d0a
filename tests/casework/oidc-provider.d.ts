/** As much of it as the tests use; the package brings no types. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  class Provider {
    constructor(
      issuer: string,
      configuration: {
        findAccount(context: unknown, id: string): { accountId: string; claims(): Record<string, unknown> };
        [setting: string]: unknown;
      },
    );
    callback(): RequestListener;
  }

  // biome-ignore lint/style/noDefaultExport: as the package has it
  export { Provider as default };
}
