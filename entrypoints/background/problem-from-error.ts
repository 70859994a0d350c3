import { createProblem } from '../../utils/creator-audit/problem/create-problem.ts';
import type { Problem } from '../../utils/creator-audit/problem/problem.ts';
import { isQuotaError, StorageError } from '../../utils/storage/storage-error.ts';

/** What is said of something thrown inside the extension. Of the error itself only its name is kept: its text could hold anything. */
export function problemFromError(error: unknown): Problem {
  if (error instanceof StorageError) return createProblem(error.kind);
  if (isQuotaError(error)) return createProblem('storage-full');
  // IndexedDB throws nothing else.
  if (error instanceof DOMException) return createProblem('storage-damaged', { code: error.name });
  return createProblem('fault', { code: error instanceof Error ? error.name : typeof error });
}
