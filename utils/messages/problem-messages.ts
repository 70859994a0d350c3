import type { Problem, ProblemKind } from '../creator-audit/problem/problem.ts';
import type { MessageKey, Translate } from './translate.ts';

/** What is said of a problem: what happened, what it means for the user, what to do. */
export interface ProblemWords {
  readonly what: string;
  readonly means: string;
  readonly todo: string;
}

const NAMES = {
  unauthorized: 'unauthorized',
  forbidden: 'forbidden',
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
  'unexpected-answer': 'unexpectedAnswer',
  'endless-list': 'endlessList',
  'key-missing': 'keyMissing',
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

export function problemMessages(problem: Problem, t: Translate): ProblemWords {
  const name = NAMES[problem.kind];
  return {
    what: t(`problem.${name}.what`, storeName(problem, t)),
    means: t(`problem.${name}.means`),
    // Only the words about a fault have a place for the code.
    todo: t(`problem.${name}.todo`, problem.code ?? ''),
  };
}

/** The name of the store that a storage problem is about; empty for other problems. */
function storeName({ code }: Problem, t: Translate): string {
  const key = STORES[code?.split(' ')[0] ?? ''];
  return key === undefined ? '' : t(key);
}
