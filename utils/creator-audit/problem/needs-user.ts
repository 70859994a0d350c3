import type { Problem } from './problem.ts';

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
