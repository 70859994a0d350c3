import type { Problem, ProblemKind } from './problem.ts';

/** What the user can do about a problem (API reference, Errors). The words for it stand in the message catalogue. */
export type UserAction =
  /** Enter a key, or a new one. */
  | 'enter-key'
  /** See whether key and subscription are active. */
  | 'check-subscription'
  /** Use a key with more scopes. */
  | 'check-scope'
  /** See the account's quota. */
  | 'check-quota'
  /** Nothing: it is tried again when the API allows it. */
  | 'wait'
  /** Nothing for now: it is tried again; Refresh tries at once. */
  | 'try-again'
  /** See whether this computer is connected, and whether something between it and the API blocks the way. */
  | 'check-connection'
  /** Free room on the disk. */
  | 'make-room'
  /** Install the extension again: nothing else makes its storage anew. */
  | 'reinstall'
  /** Tell CreatorAudit or the makers of this extension, with the request id. */
  | 'report';

const ACTIONS: Readonly<Record<ProblemKind, UserAction>> = {
  unauthorized: 'enter-key',
  forbidden: 'check-subscription',
  'insufficient-scope': 'check-scope',
  'quota-exceeded': 'check-quota',
  'not-found': 'report',
  validation: 'report',
  'rate-limited': 'wait',
  unavailable: 'wait',
  'server-error': 'try-again',
  refused: 'report',
  offline: 'check-connection',
  network: 'check-connection',
  timeout: 'try-again',
  'unexpected-answer': 'report',
  'endless-list': 'report',
  'key-missing': 'enter-key',
  'storage-full': 'make-room',
  'storage-damaged': 'reinstall',
  'storage-unavailable': 'try-again',
  fault: 'report',
};

const TRANSIENT_KINDS: ReadonlySet<ProblemKind> = new Set([
  'rate-limited',
  'unavailable',
  'server-error',
  'offline',
  'network',
  'timeout',
  'storage-unavailable',
]);

/** What the user can do about `problem`. */
export function actionFor({ kind }: Problem): UserAction {
  return ACTIONS[kind];
}

/**
 * Asking again is pointless until the user has done something: the key is missing, refused (401) or inactive (403
 * FORBIDDEN). A 403 without that code, such as a firewall's page, says nothing of the key.
 */
export function needsUser({ kind, code }: Problem): boolean {
  return kind === 'unauthorized' || kind === 'key-missing' || (kind === 'forbidden' && code === 'FORBIDDEN');
}

/** May pass by itself, so that the same request is worth repeating later. Nothing else is ever repeated. */
export function isTransient({ kind }: Problem): boolean {
  return TRANSIENT_KINDS.has(kind);
}
