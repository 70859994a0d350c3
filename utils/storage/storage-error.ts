/** The stores of the extension: extension storage and each IndexedDB database. */
export type StoreName = 'extension-storage' | 'library' | 'history' | 'rankings' | 'backups';

/**
 * - `storage-full`: the browser has no room left;
 * - `storage-damaged`: what is stored cannot be read, or is not what was written;
 * - `storage-unavailable`: the connection was closed, the transaction aborted or the database
 *   locked; the same call may succeed later, and nothing stored is known to be lost.
 */
export type StorageErrorKind = 'storage-full' | 'storage-damaged' | 'storage-unavailable';

/** A failure of one store. */
export class StorageError extends Error {
  readonly kind: StorageErrorKind;
  readonly store: StoreName;

  /** @param cause what the browser threw, if it threw anything */
  constructor(kind: StorageErrorKind, store: StoreName, cause?: unknown) {
    super(`${store}: ${kind}`, { cause });
    this.name = 'StorageError';
    this.kind = kind;
    this.store = store;
  }
}

/**
 * The DOMException names that imply no damage: a closed connection, an aborted or finished
 * transaction, a database that another connection holds (W3C Indexed Database API 3.0).
 */
const TRANSIENT_NAMES: ReadonlySet<string> = new Set([
  'AbortError',
  'InvalidStateError',
  'TransactionInactiveError',
  'TimeoutError',
]);

/**
 * Runs `work` on an IndexedDB database and turns errors of the browser into a {@link StorageError}
 * that names the database.
 */
export async function inStore<T>(store: StoreName, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toStorageError(store, error);
  }
}

/**
 * Classifies what IndexedDB threw. An error that is no storage error (a bug) is returned unchanged.
 */
export function toStorageError(store: StoreName, error: unknown): unknown {
  if (error instanceof StorageError) return error;
  if (isQuotaError(error)) return new StorageError('storage-full', store, error);
  if (!(error instanceof DOMException)) return error;
  const kind = TRANSIENT_NAMES.has(error.name) ? 'storage-unavailable' : 'storage-damaged';
  return new StorageError(kind, store, error);
}

/**
 * Recognizes an error of extension storage or IndexedDB that reports a lack of room. Chrome's
 * errors of extension storage have neither name nor code, so their text has to do
 * ("Resource::kQuotaBytes quota exceeded", "IO error: … no space").
 */
export function isQuotaError(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'QuotaExceededError' || /quota|no.?space|disk full/i.test(error.message))
  );
}
