import { problemOfKind } from '../../utils/creator-audit/problem/create-problem.ts';
import type { Problem } from '../../utils/creator-audit/problem/problem.ts';
import { StorageFault, saysFull } from '../../utils/storage/storage-error.ts';

/** What is said of something thrown inside the extension. Of the error itself only its name is kept: its text could hold anything. */
export function problemOfFault(error: unknown): Problem {
  if (error instanceof StorageFault) return problemOfKind(error.kind);
  if (saysFull(error)) return problemOfKind('storage-full');
  // IndexedDB throws nothing else.
  if (error instanceof DOMException) return problemOfKind('storage-damaged', { code: error.name });
  return problemOfKind('fault', { code: error instanceof Error ? error.name : typeof error });
}
