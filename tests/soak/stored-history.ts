import { joinSeries, type SeriesById } from '../../utils/history/extend-history.ts';
import { packedSeriesSchema, unpackSeries } from '../../utils/history/packed-series.ts';
import { resultOf } from './copy-databases.ts';

const NAME = 'library-1';

/**
 * The history of counts as it is stored in the browser's database, by post id; `null` before there
 * is one.
 */
export async function storedHistory(indexedDb: IDBFactory): Promise<SeriesById | null> {
  const databases = await indexedDb.databases();
  // Opening one that is not there would create it.
  if (!databases.some(({ name }) => name === NAME)) return null;
  const database = await resultOf(indexedDb.open(NAME));
  try {
    const transaction = database.transaction(['archive', 'history']);
    const [archive, recent] = await Promise.all(
      ['archive', 'history'].map(async (name): Promise<SeriesById> => {
        const records: unknown[] = await resultOf(transaction.objectStore(name).getAll());
        return new Map(
          records.flatMap((record) => [...unpackSeries(packedSeriesSchema.parse(record))]),
        );
      }),
    );
    return joinSeries(archive ?? new Map(), recent ?? new Map());
  } finally {
    database.close();
  }
}
