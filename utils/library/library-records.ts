import { type LibrarySchema, type LibraryStore, withLibrary } from './library-database.ts';

/** Records read at once: memory grows with this, not with the library. */
const READ_BATCH = 30;

/** All keys that begin with `prefix`. */
export function rangeOf(...prefix: readonly IDBValidKey[]): IDBKeyRange {
  return IDBKeyRange.bound([...prefix], [...prefix, []]);
}

type KeyOf<Name extends LibraryStore> = LibrarySchema[Name]['key'];

/** Records of a store with their keys. */
interface Batch<Name extends LibraryStore> {
  readonly keys: readonly KeyOf<Name>[];
  readonly values: readonly unknown[];
}

async function* batchesOf<Name extends LibraryStore>(
  name: Name,
  prefix: readonly IDBValidKey[],
): AsyncGenerator<Batch<Name>> {
  // Keys are texts or lists, and `[[]]` sorts after all of them (Indexed Database API, Keys).
  const start: IDBValidKey = prefix.length === 0 ? '' : [...prefix];
  const end: IDBValidKey = prefix.length === 0 ? [[]] : [...prefix, []];
  for (let after: IDBValidKey | null = null; ; ) {
    const range: IDBKeyRange = IDBKeyRange.bound(after ?? start, end, after !== null);
    const [keys, values]: [KeyOf<Name>[], unknown[]] = await withLibrary((library) => {
      const { store } = library.transaction(name);
      return Promise.all([store.getAllKeys(range, READ_BATCH), store.getAll(range, READ_BATCH)]);
    });
    yield { keys, values };
    if (keys.length < READ_BATCH) return;
    after = keys.at(-1) as IDBValidKey;
  }
}

/** Reads the records of a store whose keys begin with `prefix`, in the order of their keys. */
export async function* recordsOf<Name extends LibraryStore>(
  name: Name,
  ...prefix: readonly IDBValidKey[]
): AsyncGenerator<{ readonly key: KeyOf<Name>; readonly value: unknown }> {
  for await (const { keys, values } of batchesOf(name, prefix)) {
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
  for await (const { keys, values } of batchesOf('posts', prefix)) {
    const gains = recordsAt('gains', keys);
    for (const posts of values) yield { posts, gains: (await gains.next()).value };
  }
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
  for (let start = 0; start < keys.length; start += READ_BATCH) {
    const batch = keys.slice(start, start + READ_BATCH);
    yield* await withLibrary((library) => {
      const { store } = library.transaction(name);
      return Promise.all(batch.map((key) => store.get(key) as Promise<unknown>));
    });
  }
}
