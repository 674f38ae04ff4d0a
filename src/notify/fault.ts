/** Why a notice did not arrive: a closed list, so that nothing an outside machine says is ever kept or shown. */

export const FAULTS = {
  unreachable: 'The receiver cannot be reached.',
  too_slow: 'The receiver did not answer in time.',
  refused: 'The receiver refused it.',
  not_allowed: 'The address is not https, or lies in a private network, which is not allowed.',
  wrong_login: 'The receiver does not take the login or the token.',
  bad_certificate: 'The receiver shows a certificate that is not valid.',
  target_gone: 'The receiver is no longer named in the organization’s file, or is no longer linked.',
  not_set_up: 'This way of sending is not set up.',
  nobody: 'Nobody is named who could hear of it.',
  no_consent: 'The family did not agree to it.',
  request_gone: 'The request is no longer there.',
  broken_off: 'It was broken off in the middle, and is tried again.',
  unexpected: 'Something went wrong that nobody thought of.',
} as const;
export type FaultCode = keyof typeof FAULTS;

export interface Fault {
  code: FaultCode;
  /** What the receiver answered with, where it did: a status of HTTP or a reply code of SMTP. */
  status: number | null;
}

export const faultOf = (code: FaultCode, status: number | null = null): Fault => ({ code, status });

/** In plain words. */
export const faultWords = ({ code, status }: Fault): string =>
  status === null ? FAULTS[code] : `${FAULTS[code].slice(0, -1)} (${status}).`;

/** What became of one try. */
export type Outcome =
  | { sent: true }
  | {
      sent: false;
      fault: Fault;
      /** False: trying again cannot help. */
      again: boolean;
      /** Milliseconds for which this receiver asked to be left alone. */
      after?: number;
      /** True where it may have arrived all the same, so that another try may be a repeat. */
      maybe: boolean;
    };

export function failedFor(
  code: FaultCode,
  more: { status?: number; again?: boolean; after?: number | undefined; maybe?: boolean } = {},
): Outcome {
  const { status = null, again = true, after, maybe = false } = more;
  return {
    sent: false,
    fault: faultOf(code, status),
    again,
    maybe,
    ...(after === undefined ? {} : { after }),
  };
}

/** One try to send. It should heed the signal; it is not waited for after it. */
export type Send<T> = (
  sending: { id: string; notice: import('./notice.js').Notice; target: T },
  signal: AbortSignal,
) => Promise<Outcome>;
