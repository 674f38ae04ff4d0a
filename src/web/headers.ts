/** What every response says to a browser, whoever writes it. */

/** Sent with every response, also errors. Pages set their own Content-Security-Policy on top. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), interest-cohort=()',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
};

/** The same as names and values in turn, which Node writes at once. */
export const SECURITY_LIST: readonly string[] = Object.entries(SECURITY_HEADERS).flat();

/** Present on a response exactly when it was given the headers above one by one. */
export const SECURITY_MARK = 'x-frame-options';
