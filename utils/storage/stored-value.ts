import type {
  ReadableStorage,
  StorageAdapter,
  StorageArea,
  StoredItems,
} from './storage-adapter.ts';
import {
  parseFrom,
  parseStored,
  type StorageEntry,
  toEntry,
  type ValueDeclaration,
} from './value-declaration.ts';
import { watchKeys } from './watch-keys.ts';

/** A persisted value as pages use it. */
export interface ReadableValue<T> {
  readonly area: StorageArea;
  readonly key: string;
  /** Its key and those under which earlier versions stored it. */
  readonly keys: readonly string[];
  /**
   * Reads the value, or its fallback when nothing valid is stored. Rejects when the browser cannot
   * read.
   */
  read(): Promise<T>;
  /** Calls `listener` with every new value until the returned function is called. */
  watch(listener: (value: T) => void): () => void;
  /** Parses the value out of what `storage.get` returned. */
  parseFrom(items: StoredItems): T;
}

/** A persisted value as the worker uses it. */
export interface StoredValue<T> extends ReadableValue<T> {
  /** Wraps a value so that several can be written in one call with {@link writeEntries}. */
  toEntry(value: T): StorageEntry;
  write(value: T): Promise<void>;
  remove(): Promise<void>;
}

type Values<T extends readonly ReadableValue<unknown>[]> = {
  [K in keyof T]: T[K] extends ReadableValue<infer V> ? V : never;
};

/** Binds a declared value to a storage that reads it. */
export function readableValue<T>(
  declaration: ValueDeclaration<T>,
  storage: ReadableStorage,
): ReadableValue<T> {
  const { area, key } = declaration;
  const keys = [key, ...declaration.formerKeys];
  return {
    area,
    key,
    keys,
    parseFrom: (items) => parseFrom(declaration, items),
    read: async () => parseFrom(declaration, await storage.get(area, keys)),
    watch: (listener) =>
      watchKeys(
        [key],
        (changed) => listener(parseStored(declaration, changed[key]) ?? declaration.fallback),
        area,
      ),
  };
}

/** Binds a declared value to a storage that also writes it. */
export function storedValue<T>(
  declaration: ValueDeclaration<T>,
  storage: StorageAdapter,
): StoredValue<T> {
  const { area, key } = declaration;
  const entry = (value: T) => toEntry(declaration, value);
  return {
    ...readableValue(declaration, storage),
    toEntry: entry,
    write: (value) => storage.set(area, { [key]: entry(value).stored }),
    remove: () => storage.remove(area, [key, ...declaration.formerKeys]),
  };
}

/** Reads several values of one area in one call. */
export async function readValues<T extends readonly ReadableValue<unknown>[]>(
  storage: ReadableStorage,
  values: T,
): Promise<Values<T>> {
  const area = values[0]?.area ?? 'local';
  if (values.some((value) => value.area !== area))
    throw new RangeError('one call reads from one storage area');
  const items = await storage.get(
    area,
    values.flatMap(({ keys }) => keys),
  );
  return values.map((value) => value.parseFrom(items)) as Values<T>;
}

/** Writes several values in one atomic call. @throws RangeError unless all are of one area */
export async function writeEntries(
  storage: StorageAdapter,
  entries: readonly StorageEntry[],
): Promise<void> {
  const [first] = entries;
  if (first === undefined) return;
  if (entries.some(({ area }) => area !== first.area))
    throw new RangeError('one call writes to one storage area');
  await storage.set(
    first.area,
    Object.fromEntries(entries.map(({ key, stored }) => [key, stored])),
  );
}
