import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { joinSeries, type SeriesById } from '../../../utils/history/extend-history.ts';
import {
  type PackedSeries,
  packSeries,
  unpackSeries,
} from '../../../utils/history/packed-series.ts';

/**
 * The profile that version 0.1.0 has left behind. Its build was run in Chromium, with the sandbox
 * API and `libraryOfAYear`, while the API's clock went through 350 days: a sync every ten days,
 * then every other day, then daily. Then two settings were changed and the popup was looked at.
 */
const FIXTURE = join(import.meta.dirname, '../../fixtures/profile-0.1.0.json.gz');

/** The key that the profile holds. */
export const PROFILE_KEY = 'ca_profile_key_0001';

/** A typed array in JSON. */
interface StoredArray {
  readonly $type: 'Uint8Array' | 'Uint32Array' | 'Float64Array';
  /** Its bytes, little-endian. */
  readonly base64: string;
}

/** A record of IndexedDB in JSON. */
type StoredRecord = readonly [key: string | number | (string | number)[], value: unknown];

/** Everything that an extension has stored, in JSON. */
export interface FormerProfile {
  /** The time of the last sync, ms since epoch. */
  readonly now: number;
  readonly local: Readonly<Record<string, { readonly version: number; readonly value: unknown }>>;
  readonly databases: Readonly<
    Record<
      string,
      {
        readonly version: number;
        readonly stores: Readonly<Record<string, readonly StoredRecord[]>>;
      }
    >
  >;
}

/** Reads the profile as if it had been left at `now` (ms since epoch, whole seconds). */
export function loadFormerProfile(now: number): FormerProfile {
  const captured: FormerProfile = JSON.parse(gunzipSync(readFileSync(FIXTURE)).toString('utf8'));
  const shift = now - captured.now;
  const { local, databases } = shiftTimes(captured, shift) as FormerProfile;
  const history = databases['count-history'];
  if (history === undefined) throw new Error('the fixture has no history');
  const buckets = (history.stores.buckets ?? []).map(([key, stored]): StoredRecord => {
    const series = [...unpackSeries(fromJson(stored) as PackedSeries)];
    const shifted = series.map(
      ([id, points]) => [id, points.map((point) => ({ ...point, at: point.at + shift }))] as const,
    );
    return [key, toJson(packSeries(new Map(shifted)))];
  });
  const shiftedHistory = { ...history, stores: { ...history.stores, buckets } };
  return { now, local, databases: { ...databases, 'count-history': shiftedHistory } };
}

/** The history in a profile of version 0.1.0. */
export function formerHistory({ databases }: FormerProfile): SeriesById {
  const records = databases['count-history']?.stores.buckets ?? [];
  return new Map(
    records.flatMap(([, stored]) => [...unpackSeries(fromJson(stored) as PackedSeries)]),
  );
}

/** Numbers that are times, ms since epoch: those of the years 2020 to 2033. */
function shiftTimes(value: unknown, shift: number): unknown {
  if (typeof value === 'number') return value > 1.58e12 && value < 2e12 ? value + shift : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => shiftTimes(part, shift));
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, shiftTimes(part, shift)]),
  );
}

const ARRAYS = { Uint8Array, Uint32Array, Float64Array };

function fromJson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(fromJson);
  const { $type, base64 } = value as Partial<StoredArray>;
  if ($type !== undefined && base64 !== undefined)
    return new ARRAYS[$type](Uint8Array.from(Buffer.from(base64, 'base64')).buffer);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, fromJson(part)]));
}

function toJson({ lastAt, offsets, bytes, ...record }: PackedSeries): unknown {
  const stored = (array: Uint8Array | Uint32Array): StoredArray => ({
    $type: array instanceof Uint8Array ? 'Uint8Array' : 'Uint32Array',
    base64: Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64'),
  });
  return { ...record, lastAt: stored(lastAt), offsets: stored(offsets), bytes: stored(bytes) };
}

/**
 * Writes an extension without code into `folder`: version 0.1.0 with the identity of `build`, so
 * that a browser treats the build as its update.
 *
 * @param build the folder of a build
 */
export function writeFormerExtension(folder: string, build: string): void {
  const { background, browser_specific_settings } = readManifest(build);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'background.js'), '');
  for (const page of ['options.html', 'popup.html'])
    writeFileSync(join(folder, page), '<!doctype html><title>0.1.0</title>');
  const manifest = {
    ...{ manifest_version: 3, name: 'Breakouts 0.1.0', version: '0.1.0', background },
    ...{ browser_specific_settings, permissions: ['storage', 'alarms'] },
    ...{ host_permissions: ['https://api.creatoraudit.com/*'] },
    ...{ options_ui: { page: 'options.html' }, action: { default_popup: 'popup.html' } },
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
}

/** Puts a copy of `build` with a later version into `folder`. */
export function writeLaterBuild(folder: string, build: string): void {
  rmSync(folder, { recursive: true, force: true });
  cpSync(build, folder, { recursive: true });
  const manifest = { ...readManifest(build), version: '99.0.0' };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
}

/** A new temporary folder. Who calls removes it. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'former-profile-'));
}

function readManifest(build: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(build, 'manifest.json'), 'utf8'));
}

/** Stores a profile. Runs in a page of the extension. */
export async function storeProfile({ local, databases }: FormerProfile): Promise<void> {
  const arrays = { Uint8Array, Uint32Array, Float64Array };
  const revive = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(revive);
    const { $type, base64 } = value as { $type?: keyof typeof arrays; base64?: string };
    if ($type !== undefined && base64 !== undefined)
      return new arrays[$type](Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)).buffer);
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, revive(part)]));
  };
  await chrome.storage.local.set(local);
  for (const [name, { version, stores }] of Object.entries(databases)) {
    await new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open(name, version);
      opening.onupgradeneeded = () => {
        for (const store of Object.keys(stores)) opening.result.createObjectStore(store);
      };
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const transaction = opening.result.transaction(Object.keys(stores), 'readwrite');
        for (const [store, records] of Object.entries(stores))
          for (const [key, value] of records)
            transaction.objectStore(store).put(revive(value), key);
        transaction.oncomplete = () => resolve();
        transaction.onerror = () => reject(transaction.error);
        opening.result.close();
      };
    });
  }
}

/** The records of the present history in JSON, by store. */
type HistoryRecords = Readonly<Record<'archive' | 'history', readonly JsonSeries[]>>;

interface JsonSeries {
  readonly ids: readonly string[];
  readonly lastAt: readonly number[];
  readonly offsets: readonly number[];
  readonly bytes: readonly number[];
}

/** The data stored by the present version. */
export interface StoredNow {
  readonly databases: readonly string[];
  readonly history: HistoryRecords;
  readonly local: FormerProfile['local'];
}

/** Reads the data stored by the present version. Runs in a page of the extension. */
export async function readStored(): Promise<StoredNow> {
  const resultOf = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const databases = (await indexedDB.databases()).map(({ name }) => name ?? '');
  const history = { archive: [] as JsonSeries[], history: [] as JsonSeries[] };
  if (databases.includes('library-1')) {
    const database = await resultOf(indexedDB.open('library-1'));
    for (const name of ['archive', 'history'] as const) {
      const records = await resultOf(database.transaction(name).objectStore(name).getAll());
      history[name] = records.map(({ ids, lastAt, offsets, bytes }) => ({
        ...{ ids: [...ids], lastAt: [...lastAt], offsets: [...offsets], bytes: [...bytes] },
      }));
    }
    database.close();
  }
  const local = (await chrome.storage.local.get(null)) as StoredNow['local'];
  return { databases, history, local };
}

/** Returns the stored history. */
export function historyIn({ history }: Pick<StoredNow, 'history'>): SeriesById {
  const [archive, recent] = [history.archive, history.history].map(
    (records) =>
      new Map(
        records.flatMap(({ ids, lastAt, offsets, bytes }) => [
          ...unpackSeries({
            ...{ version: 1 as const, ids, lastAt: Uint32Array.from(lastAt) },
            ...{ offsets: Uint32Array.from(offsets), bytes: Uint8Array.from(bytes) },
          }),
        ]),
      ),
  );
  return joinSeries(archive ?? new Map(), recent ?? new Map());
}
