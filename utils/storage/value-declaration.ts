import * as z from 'zod/mini';
import type { Notice } from '../state/notice.ts';
import type { PageState } from '../state/page-state.ts';
import type { StorageArea, StoredItems } from './storage-adapter.ts';

/** Turns a value of one version into a value of the next. An error counts as a failed schema. */
type Migration = (value: unknown) => unknown;

/** A persisted value: its place, its shape, and everything that follows from it. */
export interface ValueDeclaration<T> {
  readonly area: StorageArea;
  readonly key: string;
  /** Applied at every read, because storage outlives code and disks are damaged. */
  readonly schema: z.ZodMiniType<T>;
  /** The value while nothing valid is stored. */
  readonly fallback: T;
  /**
   * In order: the first turns version 1 into version 2. The present version is one more than there
   * are migrations.
   */
  readonly migrations: readonly Migration[];
  /** Keys under which earlier versions of the extension stored it. */
  readonly formerKeys: readonly string[];
  /** True if a copy is kept in IndexedDB, because the value cannot be had again. */
  readonly isBackedUp: boolean;
  /**
   * The notices for the user: when a missing value was restored from its backup, and when it was
   * lost.
   */
  readonly notices: { readonly restored: Notice | null; readonly lost: Notice | null };
  /** Removed with the key of the organization. */
  readonly isOrganizationData: boolean;
  /**
   * Its name in `pageState`, which the worker rewrites with it; `null`: pages do not read it there.
   */
  readonly pageStateField: keyof PageState | null;
  /** Part of the report for support (`report-sections.ts`). */
  readonly isReported: boolean;
}

/** A value in its stored form. Several can be stored in one atomic call. */
export interface StorageEntry {
  readonly area: StorageArea;
  readonly key: string;
  readonly stored: unknown;
}

type Required = 'key' | 'schema' | 'fallback' | 'isOrganizationData';

/**
 * Declares a persisted value. By default it is in `local`, not backed up, not in `pageState` and
 * not in the report.
 */
export function declareValue<T>(
  declaration: Pick<ValueDeclaration<T>, Exclude<Required, 'fallback'>> & {
    readonly fallback: NoInfer<T>;
  } & Partial<Omit<ValueDeclaration<T>, Required>>,
): ValueDeclaration<T> {
  return {
    area: 'local',
    migrations: [],
    formerKeys: [],
    isBackedUp: false,
    notices: { restored: null, lost: null },
    pageStateField: null,
    isReported: false,
    ...declaration,
  };
}

const envelopeSchema = z.object({ version: z.number().check(z.minimum(1)), value: z.unknown() });

/** The version that {@link toEntry} writes. */
export function versionOf({ migrations }: Pick<ValueDeclaration<unknown>, 'migrations'>): number {
  return migrations.length + 1;
}

/**
 * Parses a stored value and migrates it to the present version. A later version, written before the
 * extension was downgraded, is parsed by the present schema.
 *
 * @returns `undefined` when nothing is stored or it fails its schema
 */
export function parseStored<T>(
  { schema, migrations }: ValueDeclaration<T>,
  stored: unknown,
): T | undefined {
  const envelope = envelopeSchema.safeParse(stored);
  if (!envelope.success) return undefined;
  try {
    const due = migrations.slice(envelope.data.version - 1);
    return schema.parse(due.reduce((value, migrate) => migrate(value), envelope.data.value));
  } catch {
    return undefined;
  }
}

/** Finds the stored value among `items`, under its key or else a former one. */
export function storedIn(
  { key, formerKeys }: Pick<ValueDeclaration<unknown>, 'key' | 'formerKeys'>,
  items: StoredItems,
): unknown {
  return [key, ...formerKeys].map((name) => items[name]).find((stored) => stored !== undefined);
}

/** Parses a value out of what `storage.get` returned. */
export function parseFrom<T>(declaration: ValueDeclaration<T>, items: StoredItems): T {
  const value = parseStored(declaration, storedIn(declaration, items));
  return value === undefined ? declaration.fallback : value;
}

/** Wraps a value for storage. */
export function toEntry<T>(declaration: ValueDeclaration<T>, value: T): StorageEntry {
  const { area, key } = declaration;
  return { area, key, stored: { version: versionOf(declaration), value } };
}
