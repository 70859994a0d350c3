import { packedBucketSchema, unpackBucket } from '../../utils/history/packed-bucket.ts';
import type { Series } from '../../utils/history/point.ts';

const NAME = 'count-history';

/** The history of counts as it stands in the browser's database, by post id; `null` before there is one. */
export async function storedHistory(indexedDb: IDBFactory): Promise<ReadonlyMap<string, Series> | null> {
  const databases = await indexedDb.databases();
  // Opening one that is not there would make it.
  if (!databases.some(({ name }) => name === NAME)) return null;
  const database = await resultOf(indexedDb.open(NAME));
  try {
    const buckets: unknown[] = await resultOf(database.transaction('buckets').objectStore('buckets').getAll());
    return new Map(buckets.flatMap((bucket) => [...unpackBucket(packedBucketSchema.parse(bucket))]));
  } finally {
    database.close();
  }
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}
