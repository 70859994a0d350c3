import type { Problem, ProblemKind } from './problem.ts';

const TRANSIENT_KINDS: ReadonlySet<ProblemKind> = new Set([
  'rate-limited',
  'unavailable',
  'server-error',
  'offline',
  'network',
  'timeout',
  'storage-unavailable',
]);

/**
 * Returns true if asking again is pointless until the user has done something: the key is missing,
 * refused (401) or inactive (403 FORBIDDEN), or the browser withholds access to the API.
 */
export function needsUser({ kind, code }: Problem): boolean {
  return (
    kind === 'unauthorized' ||
    kind === 'key-missing' ||
    kind === 'access-missing' ||
    (kind === 'forbidden' && code === 'FORBIDDEN')
  );
}

/** Returns true if the problem may pass by itself, so that the request is worth repeating later. */
export function isTransient({ kind }: Problem): boolean {
  return TRANSIENT_KINDS.has(kind);
}
