import type { Problem, ProblemKind } from '../creator-audit/problem/problem.ts';
import type { MessageKey, Translate } from './translate.ts';

/**
 * The texts of a problem, each a sentence or two: the event, its consequence, and the user's next
 * step.
 */
export interface ProblemMessages {
  readonly title: string;
  readonly explanation: string;
  readonly action: string;
}

const NAMES = {
  unauthorized: 'unauthorized',
  forbidden: 'forbidden',
  blocked: 'blocked',
  'insufficient-scope': 'insufficientScope',
  'quota-exceeded': 'quotaExceeded',
  'not-found': 'notFound',
  validation: 'validation',
  'rate-limited': 'rateLimited',
  unavailable: 'unavailable',
  'server-error': 'serverError',
  refused: 'refused',
  offline: 'offline',
  network: 'network',
  timeout: 'timeout',
  'unexpected-response': 'unexpectedResponse',
  'endless-list': 'endlessList',
  'key-missing': 'keyMissing',
  'access-missing': 'accessMissing',
  'storage-full': 'storageFull',
  'storage-damaged': 'storageDamaged',
  'storage-unavailable': 'storageUnavailable',
  fault: 'fault',
} as const satisfies Record<ProblemKind, string>;

const STORES: Readonly<Record<string, MessageKey>> = {
  'extension-storage': 'store.extensionStorage',
  library: 'store.library',
  history: 'store.history',
  rankings: 'store.rankings',
  backups: 'store.backups',
};

/** Puts a problem into words. */
export function problemMessages(problem: Problem, t: Translate): ProblemMessages {
  const name = NAMES[problem.kind];
  return {
    // Only the titles of storage problems have a place for the store.
    title: t(`problem.${name}.title`, storeName(problem, t)),
    explanation: t(`problem.${name}.explanation`),
    // Only the action of a fault has a place for the code.
    action: t(`problem.${name}.action`, problem.code ?? ''),
  };
}

/**
 * The name of the store that a storage problem is about; one without a store is about all of the
 * extension's data.
 */
function storeName({ code }: Problem, t: Translate): string {
  return t(STORES[code?.split(' ')[0] ?? ''] ?? 'store.extensionStorage');
}
