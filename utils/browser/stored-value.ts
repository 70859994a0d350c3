import * as z from 'zod/mini';
import { browser } from './browser.ts';

/** Where a value is kept: `local` survives a restart of the browser, `session` does not. */
export type StorageArea = 'local' | 'session';

/** One persisted value: its place, its shape and what stands in for it while there is none. */
export interface StoredValue<T> {
  readonly area: StorageArea;
  readonly key: string;
  /** The value as stored; the fallback when there is none or when what is stored fails its schema. Rejects when the browser cannot read. */
  read(): Promise<T>;
  /** Calls `listener` with every new value until the returned function is called. */
  follow(listener: (value: T) => void): () => void;
  /** What stands in storage for `value`: several values can so be written in one atomic call with {@link writeTogether}. */
  entry(value: T): StorageEntry;
  write(value: T): Promise<void>;
  remove(): Promise<void>;
  /** The same value out of what `storage.get` returned: several values can so be read in one call. */
  pick(items: Readonly<Record<string, unknown>>): T;
}

export interface StorageEntry {
  readonly area: StorageArea;
  readonly key: string;
  readonly stored: unknown;
}

/** What stands in storage: the value with the version of its shape, so that a later version can migrate it. */
const envelopeSchema = z.object({ version: z.number(), value: z.unknown() });

const VERSION = 1;

/** Describes a persisted value. The schema is applied at every read: storage outlives code, and disks are damaged. */
export function storedValue<T>(
  area: StorageArea,
  key: string,
  schema: z.ZodMiniType<T>,
  fallback: NoInfer<T>,
): StoredValue<T> {
  const parse = (stored: unknown): T => {
    const envelope = envelopeSchema.safeParse(stored);
    const value = schema.safeParse(envelope.success ? envelope.data.value : undefined);
    return value.success ? value.data : fallback;
  };
  const entry = (value: T): StorageEntry => ({ area, key, stored: { version: VERSION, value } });
  const pick = (items: Readonly<Record<string, unknown>>): T => parse(items[key]);
  return {
    area,
    key,
    pick,
    entry,
    read: async () => pick(await browser.storage[area].get(key)),
    write: (value) => writeTogether([entry(value)]),
    remove: () => browser.storage[area].remove(key),
    follow(listener) {
      const onChanged = (changes: Record<string, { newValue?: unknown }>, changedArea: string) => {
        const change = changes[key];
        if (changedArea === area && change !== undefined) listener(parse(change.newValue));
      };
      browser.storage.onChanged.addListener(onChanged);
      return () => browser.storage.onChanged.removeListener(onChanged);
    },
  };
}

/** Writes several values in one call: `storage.set` stores all of them or none. All must be of one area. */
export async function writeTogether(entries: readonly StorageEntry[]): Promise<void> {
  const [first] = entries;
  if (first === undefined) return;
  if (entries.some(({ area }) => area !== first.area)) throw new RangeError('one call writes to one storage area');
  await browser.storage[first.area].set(Object.fromEntries(entries.map(({ key, stored }) => [key, stored])));
}

/** Reads several values of one area in one call. */
export async function readTogether<T extends readonly StoredValue<unknown>[]>(
  ...values: T
): Promise<{ [K in keyof T]: T[K] extends StoredValue<infer V> ? V : never }> {
  const area = values[0]?.area ?? 'local';
  if (values.some((value) => value.area !== area)) throw new RangeError('one call reads from one storage area');
  const items = await browser.storage[area].get(values.map(({ key }) => key));
  return values.map((value) => value.pick(items)) as { [K in keyof T]: T[K] extends StoredValue<infer V> ? V : never };
}
