/**
 * Somebody, or some machine, that a notice goes to. In records a target is only its id, by which it is looked up again
 * for each try: an address that was taken out of the organization's file gets nothing more, and none is stored.
 */
import { createHmac } from 'node:crypto';
import type { Notice } from './notice.js';

export const TARGET_KINDS = ['mail', 'webhook', 'conversation', 'case_system'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

export type Target = { id: string } & (
  | { kind: 'mail'; address: string; language: string }
  | { kind: 'webhook'; url: string; secret: string; language: string }
  /** A chat of somebody who works here, linked by a code; `link` names the link. */
  | { kind: 'conversation'; link: string; language: string }
  | { kind: 'case_system' }
);

/** Everybody who must hear of it, as things stand now. */
export type Targets = (notice: Notice) => Promise<Target[]>;

/** The same for the same address, and nothing that the address could be worked out from. */
export function targetId(kind: TargetKind, address: string, secret: string): string {
  const digest = createHmac('sha256', `notify ${secret}`).update(`${kind} ${address}`).digest('base64url');
  return `${kind}-${digest.slice(0, 16)}`;
}
