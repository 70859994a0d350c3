import type { VideoList } from '../creator-audit/video-page.ts';
import type { PendingPost } from '../sync/checkpoint.ts';
import type { FetchedRecord, SyncStore } from '../sync/sync-deps.ts';
import {
  gainsRecordSchema,
  refreshOf,
  stagedGains,
  stagedGainsSchema,
  wasAsked,
} from './gains-record.ts';
import { STAGED_STORES, type StagedKey, withLibrary } from './library-database.ts';
import { postsWithGains, recordsOf } from './library-records.ts';
import { pendingIn, postsRecord, postsRecordSchema, textRecord } from './posts-record.ts';
import { readManifest } from './read-library.ts';
import { accountsPageSchema, parseStaged, stagedPagesOf } from './staged-records.ts';

const STAGING = ['state', 'accountPages', ...STAGED_STORES] as const;

/**
 * The store of the run under way: each response is staged together with the checkpoint it leads to.
 * `merge-run.ts` makes staged rows part of the library.
 */
export const syncStore: SyncStore = {
  loadCheckpoint: () => withLibrary((library) => library.get('state', 'checkpoint')),
  loadManifest: readManifest,
  store({ pending: _, ...checkpoint }, fetched) {
    const { run } = checkpoint;
    return withLibrary(async (library) => {
      const transaction = library.transaction(STAGING, 'readwrite');
      const put = (response: FetchedRecord): readonly Promise<unknown>[] => {
        const key: StagedKey = [run, response.record];
        switch (response.kind) {
          case 'accounts':
            return [transaction.objectStore('accountPages').put(response.page, key)];
          case 'page': {
            const { posts, pending, listing } = response;
            const pageKey = [...key, listing] as const;
            return [
              transaction.objectStore('stagedPosts').put(postsRecord(posts, pending), [...pageKey]),
              transaction.objectStore('stagedTexts').put(textRecord(posts), [...pageKey]),
            ];
          }
          case 'deltas': {
            const gains = stagedGains(response.asked, response.windows, response.answer);
            return [transaction.objectStore('stagedGains').put(gains, key)];
          }
        }
      };
      // Waited for together: when one fails, so do the others, and no rejection may go unhandled.
      await Promise.all([
        ...fetched.flatMap(put),
        transaction.objectStore('state').put(checkpoint, 'checkpoint'),
        transaction.done,
      ]);
    });
  },
  async idsOf(run) {
    const ids = new Map<VideoList, Set<string>>([
      ['account-videos', new Set()],
      ['videos', new Set()],
    ]);
    for await (const { listing, posts } of stagedPagesOf(run)) {
      const ofList = ids.get(listing === 'videos' ? 'videos' : 'account-videos');
      for (const id of posts.ids) ofList?.add(id);
    }
    return ids;
  },
  async pendingOf(run, windows) {
    const answered = new Map<string, readonly number[]>();
    for await (const { value } of recordsOf('stagedGains', run)) {
      const gains = parseStaged(stagedGainsSchema, value);
      for (const id of gains.ids) answered.set(id, [...(answered.get(id) ?? []), ...gains.windows]);
    }
    const pending: PendingPost[] = [];
    for await (const { posts } of stagedPagesOf(run)) {
      for (const [id, refreshedAt] of pendingIn(posts, windows)) {
        const done = answered.get(id);
        const left = done === undefined ? windows : windows.filter((days) => !done.includes(days));
        if (left.length > 0) pending.push([id, refreshedAt, left]);
      }
    }
    return pending;
  },
  async *accountPagesOf(run) {
    for await (const { value } of recordsOf('accountPages', run)) {
      const page = accountsPageSchema.safeParse(value);
      // A damaged page is requested again.
      if (page.success) yield page.data;
    }
  },
  async lastDeltaRequestTimes(account) {
    const asked = new Map<string, number | null>();
    for (const list of ['account-videos', 'videos'] satisfies VideoList[]) {
      for await (const stored of postsWithGains(list, ...(account === null ? [] : [account]))) {
        const posts = postsRecordSchema.safeParse(stored.posts);
        const gains = gainsRecordSchema.safeParse(stored.gains);
        // Without a valid record the deltas of its posts are requested again.
        if (!posts.success || !gains.success) continue;
        for (const [row, id] of posts.data.ids.entries()) {
          if (!wasAsked(gains.data, row)) continue;
          const at = refreshOf(gains.data, row);
          asked.set(id, Number.isNaN(at) ? null : at);
        }
      }
    }
    return asked;
  },
};
