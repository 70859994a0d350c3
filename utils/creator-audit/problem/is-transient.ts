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

/** Returns true if the problem may pass by itself, so that the request is worth repeating later. */
export function isTransient({ kind }: Problem): boolean {
  return TRANSIENT_KINDS.has(kind);
}
