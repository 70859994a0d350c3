import type { VideoList } from '../creator-audit/video-page.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { LibraryManifest } from './library-manifest.ts';
import type { AccountsRequest } from './next-requests.ts';
import type { AccountsPageRecord, SyncStore } from './sync-deps.ts';

/** The memory of a run; all of it can be read from the library again. */
export class RunCache {
  /** The ids of the posts listed so far. */
  readonly knownIds: Readonly<Record<VideoList, Set<string>>>;
  readonly #store: SyncStore;
  readonly #isFirstRun: boolean;
  readonly #formerPages: AsyncIterator<AccountsPageRecord> | null;
  #formerIndex = -1;
  #formerPage: AccountsPageRecord | null = null;
  #requestTimes: Promise<ReadonlyMap<string, number | null>> | undefined;

  private constructor(
    store: SyncStore,
    manifest: LibraryManifest | null,
    ids: ReadonlyMap<VideoList, Set<string>>,
  ) {
    this.#store = store;
    this.#isFirstRun = manifest === null;
    this.#formerPages =
      manifest?.accountsRun == null
        ? null
        : store.accountPagesOf(manifest.accountsRun)[Symbol.asyncIterator]();
    this.knownIds = {
      'account-videos': ids.get('account-videos') ?? new Set(),
      videos: ids.get('videos') ?? new Set(),
    };
  }

  static async load(
    store: SyncStore,
    { run }: Checkpoint,
    manifest: LibraryManifest | null,
  ): Promise<RunCache> {
    return new RunCache(store, manifest, await store.idsOf(run));
  }

  /**
   * Returns the page of tracked accounts that an earlier scan got to the same request; `null` where
   * there is none. Pages are read one at a time, so requests must not go back.
   */
  async formerAccountsPage({ page, cursor }: AccountsRequest): Promise<AccountsPageRecord | null> {
    while (this.#formerIndex < page && this.#formerPages !== null) {
      const next = await this.#formerPages.next();
      this.#formerIndex = next.done ? Number.POSITIVE_INFINITY : this.#formerIndex + 1;
      this.#formerPage = next.done ? null : next.value;
    }
    return this.#formerPage?.cursor === cursor ? this.#formerPage : null;
  }

  /**
   * The last refresh of each post of an account (`null`: of all) when its gains were asked for
   * last.
   */
  async lastDeltaRequestTimes(account: string | null): Promise<ReadonlyMap<string, number | null>> {
    if (this.#isFirstRun) return new Map();
    if (account !== null) return this.#store.lastDeltaRequestTimes(account);
    this.#requestTimes ??= this.#store.lastDeltaRequestTimes(null);
    return this.#requestTimes;
  }
}
