import type { Page } from 'playwright-core';
import type { StagedGains } from '../../../utils/library/gains-record.ts';
import type { PostsRecord } from '../../../utils/library/posts-record.ts';
import type { Checkpoint, StoredCheckpoint } from '../../../utils/sync/checkpoint.ts';

/**
 * Reads the stored checkpoint of an unfinished sync, with the pending posts of its records (without
 * the times of their last refresh); `null` when there is none.
 *
 * @param page any page of the extension
 */
export function storedCheckpoint(page: Page): Promise<Checkpoint | null> {
  return page.evaluate(async () => {
    const answerTo = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onerror = () => reject(request.error);
        request.onsuccess = () => resolve(request.result);
      });
    const database = await answerTo(indexedDB.open('library-1'));
    const transaction = database.transaction(['state', 'stagedPosts', 'stagedGains']);
    const ofRun = (run: string) => IDBKeyRange.bound([run], [run, []]);
    const checkpoint: StoredCheckpoint | undefined = await answerTo(
      transaction.objectStore('state').get('checkpoint'),
    );
    if (checkpoint === undefined) return null;
    const [posts, deltas] = await Promise.all([
      answerTo<PostsRecord[]>(transaction.objectStore('stagedPosts').getAll(ofRun(checkpoint.run))),
      answerTo<StagedGains[]>(transaction.objectStore('stagedGains').getAll(ofRun(checkpoint.run))),
    ]);
    database.close();
    const answered = new Set(deltas.flatMap(({ ids }) => ids));
    // The flags are the last of the ten numbers of a row; 2: its deltas have to be asked for.
    const isPending = (numbers: Float64Array, row: number) =>
      ((numbers[row * 10 + 9] as number) & 2) !== 0;
    const pending = posts.flatMap(({ ids, numbers }) =>
      ids.filter((id, row) => isPending(numbers, row) && !answered.has(id)),
    );
    return { ...checkpoint, pending: pending.map((id) => [id, null, checkpoint.windows] as const) };
  });
}
