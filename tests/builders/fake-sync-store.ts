import type { Post } from '../../utils/breakouts/model/post.ts';
import type { Checkpoint, PendingPost, StoredCheckpoint } from '../../utils/sync/checkpoint.ts';
import type { LibraryManifest } from '../../utils/sync/library-manifest.ts';
import { updateManifest } from '../../utils/sync/library-manifest.ts';
import { RunStatsBuilder } from '../../utils/sync/run-stats.ts';
import type { AccountsPageRecord, FetchedRecord, SyncStore } from '../../utils/sync/sync-deps.ts';

/** Thrown where the browser would have killed the worker. */
export class WorkerDied extends Error {}

/** The fate of the worker at a write: it survives, dies before it, or dies after it. */
export type Fate = 'lives' | 'dies-before' | 'dies-after';

/** A library in memory that survives its workers. */
export interface FakeSyncStore extends SyncStore {
  /** Returns the stored checkpoint with its pending posts; `undefined` before the first write. */
  checkpoint(): Checkpoint | undefined;
  /** Returns the posts of a run in the order of their records, with duplicates. */
  postsOf(run: string): Post[];
  /** Returns the ids and deltas of a run in the order of their records, with duplicates. */
  deltasOf(run: string): [string, unknown][];
  /** Merges a run into the library. */
  finish(run: Checkpoint): Promise<void>;
  manifest(): LibraryManifest | null;
}

/**
 * Creates a library in memory.
 *
 * @param fateOf returns the fate of the worker at each write, numbered from 0
 */
export function fakeSyncStore(fateOf: (write: number) => Fate = () => 'lives'): FakeSyncStore {
  let current: StoredCheckpoint | undefined;
  let writes = 0;
  let manifest: LibraryManifest | null = null;
  const posts = new Map<
    string,
    {
      readonly listing: string;
      readonly page: readonly Post[];
      readonly pending: readonly PendingPost[];
    }
  >();
  const deltas = new Map<
    string,
    readonly (readonly [string, unknown, number | null, readonly number[]])[]
  >();
  const accountPages = new Map<string, AccountsPageRecord>();
  const ofRun = <T>(records: ReadonlyMap<string, T>, run: string): T[] =>
    [...records].filter(([name]) => name.startsWith(`${run} `)).map(([, record]) => record);

  const put = ({ run }: StoredCheckpoint, answer: FetchedRecord) => {
    const name = `${run} ${answer.record}`;
    // Stores copies, because the worker may change its own objects later.
    if (answer.kind === 'accounts') accountPages.set(name, structuredClone(answer.page));
    else if (answer.kind === 'page') {
      const { posts: page, pending } = structuredClone(answer);
      posts.set(name, { listing: answer.listing, page, pending });
    } else {
      const deltaOf = (id: string) => structuredClone(answer.answer.byPost.get(id));
      deltas.set(
        name,
        answer.asked.map(
          ([id, refreshedAt]) => [id, deltaOf(id), refreshedAt, answer.windows] as const,
        ),
      );
    }
  };
  const pendingOf = (run: string, windows: readonly number[]) => {
    const answeredById = Map.groupBy(ofRun(deltas, run).flat(), ([id]) => id);
    return ofRun(posts, run)
      .flatMap(({ pending }) => pending)
      .map(([id, refreshedAt]): PendingPost => {
        const answered = (answeredById.get(id) ?? []).flatMap(([, , , days]) => days);
        return [id, refreshedAt, windows.filter((days) => !answered.includes(days))];
      })
      .filter(([, , left]) => left.length > 0);
  };
  return {
    loadCheckpoint: async () => structuredClone(current),
    loadManifest: async () => structuredClone(manifest),
    async store({ pending: _, ...checkpoint }, results) {
      const fate = fateOf(writes++);
      if (fate === 'dies-before') throw new WorkerDied();
      for (const answer of results) put(checkpoint, answer);
      current = structuredClone(checkpoint);
      if (fate === 'dies-after') throw new WorkerDied();
    },
    async idsOf(run) {
      const ids = new Map([
        ['account-videos' as const, new Set<string>()],
        ['videos' as const, new Set<string>()],
      ]);
      for (const { listing, page } of ofRun(posts, run)) {
        for (const { id } of page)
          ids.get(listing === 'videos' ? 'videos' : 'account-videos')?.add(id);
      }
      return ids;
    },
    pendingOf: async (run, windows) => pendingOf(run, windows),
    async *accountPagesOf(run) {
      yield* ofRun(accountPages, run);
    },
    lastDeltaRequestTimes: async () =>
      new Map(
        [...deltas.values()].flatMap((rows) =>
          rows.map(([id, , refreshedAt]) => [id, refreshedAt] as const),
        ),
      ),
    checkpoint: () =>
      current === undefined
        ? undefined
        : { ...current, pending: pendingOf(current.run, current.windows) },
    postsOf: (run) => ofRun(posts, run).flatMap(({ page }) => page),
    deltasOf: (run) =>
      ofRun(deltas, run).flatMap((rows) =>
        rows.map(([id, delta]): [string, unknown] => [id, delta]),
      ),
    manifest: () => manifest,
    async finish(run) {
      const maker = new RunStatsBuilder();
      for (const { listing, page } of ofRun(posts, run.run))
        maker.add(listing, page, run.startedAt);
      const pages = run.accountsUnavailable ? null : this.accountPagesOf(run.run);
      const former = manifest?.scope === run.libraryScope ? manifest : null;
      manifest = await updateManifest(former, run, maker.build(), pages);
      current = undefined;
    },
  };
}
