import type { Problem } from '../creator-audit/problem/problem.ts';

/** The outcome of trying to save a key. */
export type KeyCheck =
  | { readonly result: 'ok' | 'other-organization' }
  | { readonly result: 'failed'; readonly reason: string }
  | { readonly result: 'problem'; readonly problem: Problem };
