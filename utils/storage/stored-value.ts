import * as z from 'zod/mini';
import { withChecksum } from './integrity.ts';
import { type StorageArea, type StoredItems, storage } from './storage-adapter.ts';
import { watchKeys } from './watch-keys.ts';

/** One persisted value: its place, its shape and what stands in for it while there is none. */
export interface StoredValue<T> {
  readonly area: StorageArea;
  readonly key: string;
  /** The value as stored; the fallback when there is none or when what is stored fails its schema. Rejects when the browser cannot read. */
  read(): Promise<T>;
  /** Calls `listener` with every new value until the returned function is called. */
  follow(listener: (value: T) => void): () => void;
  /** What stands in storage for `value`: several values can so be written in one atomic call with {@link writeBatch}. */
  entry(value: T): StorageEntry;
  write(value: T): Promise<void>;
  remove(): Promise<void>;
  /** The same value out of what `storage.get` returned: several values can so be read in one call. */
  pick(items: StoredItems): T;
  /** The value in what stands in storage, brought to the present version; `undefined` when there is none or when it fails its schema. */
  check(stored: unknown): T | undefined;
  /** The version that {@link entry} writes. */
  readonly version: number;
}

export interface StorageEntry {
  readonly area: StorageArea;
  readonly key: string;
  readonly stored: unknown;
}

const envelopeSchema = z.object({ version: z.number().check(z.minimum(1)), value: z.unknown() });

/** Makes a value of the next version out of one of the version before. What it throws counts as a failed schema. */
export type Migration = (value: unknown) => unknown;

/**
 * Describes a persisted value. The schema is applied at every read: storage outlives code, and disks are damaged.
 *
 * @param migrations in order: the first makes version 2 out of version 1. The present version is one more than there are migrations. A value
 *   of a later version, written before the extension was set back, is read by the present schema.
 */
export function storedValue<T>(
  area: StorageArea,
  key: string,
  schema: z.ZodMiniType<T>,
  fallback: NoInfer<T>,
  migrations: readonly Migration[] = [],
): StoredValue<T> {
  const version = migrations.length + 1;
  const check = (stored: unknown): T | undefined => {
    const envelope = envelopeSchema.safeParse(stored);
    if (!envelope.success) return undefined;
    try {
      const due = migrations.slice(envelope.data.version - 1);
      return schema.parse(due.reduce((value, migrate) => migrate(value), envelope.data.value));
    } catch {
      return undefined;
    }
  };
  const parse = (stored: unknown): T => {
    const value = check(stored);
    return value === undefined ? fallback : value;
  };
  const entry = (value: T): StorageEntry => ({ area, key, stored: withChecksum({ version, value }) });
  const pick = (items: StoredItems): T => parse(items[key]);
  return {
    area,
    key,
    version,
    check,
    pick,
    entry,
    read: async () => pick(await storage().get(area, [key])),
    write: (value) => writeBatch([entry(value)]),
    remove: () => storage().remove(area, [key]),
    follow: (listener) => watchKeys([key], (changed) => listener(parse(changed[key])), area),
  };
}

/** Writes several values in one call: `storage.set` stores all of them or none. All must be of one area. */
export async function writeBatch(entries: readonly StorageEntry[]): Promise<void> {
  const [first] = entries;
  if (first === undefined) return;
  if (entries.some(({ area }) => area !== first.area)) throw new RangeError('one call writes to one storage area');
  await storage().set(first.area, Object.fromEntries(entries.map(({ key, stored }) => [key, stored])));
}

/** Reads several values of one area in one call. */
export async function readBatch<T extends readonly StoredValue<unknown>[]>(
  ...values: T
): Promise<{ [K in keyof T]: T[K] extends StoredValue<infer V> ? V : never }> {
  const area = values[0]?.area ?? 'local';
  if (values.some((value) => value.area !== area)) throw new RangeError('one call reads from one storage area');
  const items = await storage().get(
    area,
    values.map(({ key }) => key),
  );
  return values.map((value) => value.pick(items)) as { [K in keyof T]: T[K] extends StoredValue<infer V> ? V : never };
}
