import type { Group } from './group.ts';
import {
  GROUP_STORES,
  type GroupKey,
  type HistoryKey,
  type LibraryStore,
  type LibraryTransaction,
} from './library-database.ts';
import { rangeOf, valuesByKey } from './library-records.ts';

/** A record of posts with its texts and gains; `undefined`: there are none. */
export interface StoredGroupRecord {
  readonly key: GroupKey;
  readonly posts: unknown;
  readonly texts: unknown;
  readonly gains: unknown;
}

interface StoredHistoryRecord {
  readonly key: HistoryKey;
  readonly series: unknown;
}

/** The records that a merge replaces, as they are stored. */
export interface StoredRecords {
  /** The records of a group, in their order. */
  groupOf(group: Group): Promise<readonly StoredGroupRecord[]>;
  /** The history of an account, without the archive. */
  historyOf(account: string): Promise<readonly StoredHistoryRecord[]>;
  /** The manifest entry of an account. */
  entryOf(account: string): Promise<unknown>;
}

/** Reads the records of each account when they are needed. */
export function recordsOfEach(transaction: LibraryTransaction): StoredRecords {
  const history = transaction.objectStore('history');
  return {
    async groupOf({ list, account }) {
      const keys = await transaction.objectStore('posts').getAllKeys(rangeOf(list, account));
      return Promise.all(
        keys.map(async (key) => {
          const [posts, texts, gains] = await Promise.all(
            GROUP_STORES.map((name) => transaction.objectStore(name).get(key)),
          );
          return { key, posts, texts, gains };
        }),
      );
    },
    async historyOf(account) {
      const keys = await history.getAllKeys(rangeOf(account));
      return Promise.all(keys.map(async (key) => ({ key, series: await history.get(key) })));
    },
    entryOf: (account) => transaction.objectStore('accounts').get(account),
  };
}

/**
 * Reads all records between the first and the last account of some groups of one list at once, for
 * runs that have listed most of them: the requests for each account took longer than its records.
 *
 * @param ofList groups of one list, by account; not empty
 */
export async function recordsBetween(
  transaction: LibraryTransaction,
  ofList: readonly Group[],
): Promise<StoredRecords> {
  const { list, account: first } = ofList[0] as Group;
  const { account: last } = ofList.at(-1) as Group;
  const groups = IDBKeyRange.bound([list, first], [list, last, []]);
  const read = async <Name extends LibraryStore>(name: Name, range: IDBKeyRange) => {
    const store = transaction.objectStore(name);
    const [values, keys] = await Promise.all([store.getAll(range), store.getAllKeys(range)]);
    return keys.map((key, index) => ({ key, value: values[index] as unknown }));
  };
  const [posts, texts, gains, history, entries] = await Promise.all([
    read('posts', groups),
    read('texts', groups),
    read('gains', groups),
    read('history', IDBKeyRange.bound([first], [last, []])),
    read('accounts', IDBKeyRange.bound(first, last)),
  ]);
  const postsOf = Map.groupBy(posts, ({ key }) => key[1]);
  const valueAt = (records: typeof posts) =>
    valuesByKey(
      records.map(({ key }) => key),
      records.map(({ value }) => value),
    );
  const [textsAt, gainsAt] = [valueAt(texts), valueAt(gains)];
  const historyOf = Map.groupBy(history, ({ key }) => key[0]);
  const entryOf = new Map(entries.map(({ key, value }) => [key, value]));
  return {
    groupOf: async ({ account }) =>
      (postsOf.get(account) ?? []).map(({ key, value }) => ({
        ...{ key, posts: value },
        ...{ texts: textsAt(key), gains: gainsAt(key) },
      })),
    historyOf: async (account) =>
      (historyOf.get(account) ?? []).map(({ key, value }) => ({ key, series: value })),
    entryOf: async (account) => entryOf.get(account),
  };
}
