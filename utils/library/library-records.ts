import { type LibrarySchema, type LibraryStore, withLibrary } from './library-database.ts';
import { noteGarbage } from './note-garbage.ts';

/** The fewest and the most records (or accounts) that are read at once. */
export interface BatchSizes {
  readonly fewest: number;
  readonly most: number;
}

const READ_BATCH: BatchSizes = { fewest: 30, most: 250 };
/** The cells of columns that a batch should have: memory grows with this, not with the library. */
const BATCH_CELLS = 20_000;

/** All keys that begin with `prefix`. */
export function rangeOf(...prefix: readonly IDBValidKey[]): IDBKeyRange {
  return IDBKeyRange.bound([...prefix], [...prefix, []]);
}

type KeyOf<Name extends LibraryStore> = LibrarySchema[Name]['key'];

/** Records of a store with their keys. */
export interface Batch<Name extends LibraryStore> {
  readonly keys: readonly KeyOf<Name>[];
  readonly values: readonly unknown[];
}

/**
 * Returns the size of the batch after one of `size` with these records. Small records are read many
 * at once, because a request takes longer than such a record.
 */
export function nextBatchSize(
  size: number,
  records: readonly unknown[],
  { fewest, most } = READ_BATCH,
): number {
  const cells = records.reduce<number>((sum, record) => sum + longestColumn(record), 0);
  const fitting = Math.floor((size * BATCH_CELLS) / Math.max(1, cells));
  return Math.max(fewest, Math.min(most, 2 * size, fitting));
}

function longestColumn(record: unknown): number {
  let longest = 1;
  for (const column of Object.values(record ?? {})) {
    if (Array.isArray(column) || ArrayBuffer.isView(column)) {
      longest = Math.max(longest, (column as ArrayLike<unknown>).length);
    }
  }
  return longest;
}

/** Reads the records of a store whose keys begin with `prefix`, batch by batch, in their order. */
export async function* batchesOf<Name extends LibraryStore>(
  name: Name,
  ...prefix: readonly IDBValidKey[]
): AsyncGenerator<Batch<Name>> {
  // Keys are texts or lists, and `[[]]` sorts after all of them (Indexed Database API, Keys).
  const start: IDBValidKey = prefix.length === 0 ? '' : [...prefix];
  const end: IDBValidKey = [...prefix, []];
  let size = READ_BATCH.fewest;
  for (let after: IDBValidKey | null = null; ; ) {
    const range: IDBKeyRange = IDBKeyRange.bound(after ?? start, end, after !== null);
    const [keys, values]: [KeyOf<Name>[], unknown[]] = await withLibrary((library) => {
      const { store } = library.transaction(name);
      return Promise.all([store.getAllKeys(range, size), store.getAll(range, size)]);
    });
    noteGarbage(values.length);
    yield { keys, values };
    if (keys.length < size) return;
    after = keys.at(-1) as IDBValidKey;
    size = nextBatchSize(size, values);
  }
}

/** Reads the records of a store whose keys begin with `prefix`, in the order of their keys. */
export async function* recordsOf<Name extends LibraryStore>(
  name: Name,
  ...prefix: readonly IDBValidKey[]
): AsyncGenerator<{ readonly key: KeyOf<Name>; readonly value: unknown }> {
  for await (const { keys, values } of batchesOf(name, ...prefix)) {
    for (const [index, key] of keys.entries()) yield { key, value: values[index] };
  }
}

/**
 * Reads the records of posts whose keys begin with `prefix`, each with its gains (`undefined` where
 * there are none).
 */
export async function* postsWithGains(
  ...prefix: readonly IDBValidKey[]
): AsyncGenerator<{ posts: unknown; gains: unknown }> {
  for await (const { keys, values } of batchesOf('posts', ...prefix)) {
    const gains = await recordsBeside('gains', keys);
    for (const [index, posts] of values.entries()) yield { posts, gains: gains[index] };
  }
}

/**
 * Reads the records of a store that have the keys of a batch of another store, all at once.
 *
 * @param keys consecutive in the other store, in their order
 * @returns the records in the order of `keys`; `undefined` where there is none
 */
export async function recordsBeside<Name extends LibraryStore>(
  name: Name,
  keys: readonly KeyOf<Name>[],
): Promise<unknown[]> {
  if (keys.length === 0) return [];
  const range = IDBKeyRange.bound(keys[0], keys.at(-1));
  const [found, values]: [KeyOf<Name>[], unknown[]] = await withLibrary((library) => {
    const { store } = library.transaction(name);
    return Promise.all([store.getAllKeys(range), store.getAll(range)]);
  });
  noteGarbage(values.length);
  return keys.map(valuesByKey(found, values));
}

/** Returns a function that finds the value of a key, in texts because keys are lists. */
export function valuesByKey<Value>(
  keys: readonly IDBValidKey[],
  values: readonly Value[],
): (key: IDBValidKey) => Value | undefined {
  const byText = new Map(keys.map((key, index) => [JSON.stringify(key), values[index]]));
  return (key) => byText.get(JSON.stringify(key));
}

/**
 * Reads records by their keys, a batch in one transaction.
 *
 * @returns the records in the order of `keys`; `undefined` where there is none
 */
export async function* recordsAt<Name extends LibraryStore>(
  name: Name,
  keys: readonly KeyOf<Name>[],
): AsyncGenerator<unknown> {
  for (let start = 0; start < keys.length; start += READ_BATCH.fewest) {
    const batch = keys.slice(start, start + READ_BATCH.fewest);
    yield* await withLibrary((library) => {
      const { store } = library.transaction(name);
      return Promise.all(batch.map((key) => store.get(key) as Promise<unknown>));
    });
  }
}
