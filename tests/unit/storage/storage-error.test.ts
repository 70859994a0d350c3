import { describe, expect, it } from 'vitest';
import {
  inStore,
  isQuotaError,
  StorageError,
  toStorageError,
} from '../../../utils/storage/storage-error.ts';

describe('toStorageError', () => {
  it.each([
    ['QuotaExceededError', 'storage-full'],
    ['AbortError', 'storage-unavailable'],
    ['InvalidStateError', 'storage-unavailable'],
    ['TransactionInactiveError', 'storage-unavailable'],
    ['TimeoutError', 'storage-unavailable'],
    ['UnknownError', 'storage-damaged'],
    ['DataError', 'storage-damaged'],
    ['NotReadableError', 'storage-damaged'],
  ])('classifies a DOMException named %s as %s and names the store', (name, kind) => {
    const thrown = new DOMException('', name);
    expect(toStorageError('history', thrown)).toMatchObject({
      kind,
      store: 'history',
      message: `history: ${kind}`,
      cause: thrown,
    });
  });

  it('leaves a bug and an error that is already classified unchanged', () => {
    const bug = new TypeError('x is undefined');
    const classified = new StorageError('storage-damaged', 'library');
    expect(toStorageError('history', bug)).toBe(bug);
    expect(toStorageError('history', classified)).toBe(classified);
  });
});

describe('inStore', () => {
  it('returns the result of the work', async () => {
    expect(await inStore('library', async () => 3)).toBe(3);
  });

  it('rejects with the error of the store', async () => {
    const work = inStore('library', async () => Promise.reject(new DOMException('', 'AbortError')));
    await expect(work).rejects.toMatchObject({
      name: 'StorageError',
      store: 'library',
      kind: 'storage-unavailable',
    });
  });
});

describe('isQuotaError', () => {
  it.each([
    'Resource::kQuotaBytes quota exceeded',
    'IO error: .../000003.log: No space left on device',
    'Session storage quota bytes exceeded. Values were not stored.',
    'IO error: NoSpace',
    'The disk full condition was met',
  ])('recognizes "%s"', (message) => {
    expect(isQuotaError(new Error(message))).toBe(true);
  });

  it('recognizes no other error', () => {
    expect(isQuotaError(new Error('Corruption: checksum mismatch'))).toBe(false);
    expect(isQuotaError({ message: 'quota' })).toBe(false);
    expect(isQuotaError(null)).toBe(false);
  });
});
