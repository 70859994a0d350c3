/** The browser does not store, or does not hand back, what it was given. */
export class StorageError extends Error {
  readonly kind: 'storage-full' | 'storage-damaged';

  /** @param cause what the browser threw, if it threw anything */
  constructor(kind: StorageError['kind'], cause?: unknown) {
    super(kind, { cause });
    this.name = 'StorageFault';
    this.kind = kind;
  }
}

/**
 * Whether `error`, from extension storage or IndexedDB, says that there is no room left. Chrome's errors of extension storage have neither name nor
 * code, so that for once their text has to tell ("Resource::kQuotaBytes quota exceeded", "IO error: … no space").
 */
export function isQuotaError(error: unknown): boolean {
  return (
    error instanceof Error && (error.name === 'QuotaExceededError' || /quota|no.?space|disk full/i.test(error.message))
  );
}
