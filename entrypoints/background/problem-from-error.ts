import { createProblem } from '../../utils/creator-audit/problem/create-problem.ts';
import type { Problem } from '../../utils/creator-audit/problem/problem.ts';
import { StorageError, toStorageError } from '../../utils/storage/storage-error.ts';

/**
 * Describes an error thrown inside the extension. Keeps only names (the store and the browser's
 * error name, or the name of the error alone), because an error's message could contain anything.
 */
export function problemFromError(error: unknown): Problem {
  const storage = toStorageError('library', error);
  if (!(storage instanceof StorageError)) return createProblem('fault', { code: nameOf(error) });
  const { kind, store, cause } = storage;
  return createProblem(kind, { code: cause === undefined ? store : `${store} ${nameOf(cause)}` });
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
