import type { Post } from '../breakouts/model/post.ts';
import { accountIdOf } from './account-id.ts';
import { nextRefreshDue } from './next-refresh-due.ts';

/** The counts of a run, from its records. Times are ms since epoch. */
export interface RunStats {
  /** By account, from full listings and listings of single accounts. */
  readonly accounts: ReadonlyMap<
    string,
    { readonly posts: number; readonly newestRefresh: number | null }
  >;
  /** Posts of a full listing that name no account of the API. */
  readonly postsWithoutAccount: number;
  /** Posts tracked one by one, and the time when the next of them is due to be refreshed. */
  readonly videos: number;
  readonly videosDueAt: number | null;
}

/** Counts the posts of a run, page by page. */
export class RunStatsBuilder {
  readonly #accounts = new Map<string, { posts: number; newestRefresh: number | null }>();
  #postsWithoutAccount = 0;
  #videos = 0;
  #videosDueAt = Number.POSITIVE_INFINITY;

  /** @param listing an account's id, or a whole list. @param listedAt ms since epoch */
  add(listing: string, posts: readonly Post[], listedAt: number): void {
    for (const post of posts) {
      if (listing === 'videos') {
        this.#videos += 1;
        this.#videosDueAt = Math.min(this.#videosDueAt, nextRefreshDue(post, listedAt));
        continue;
      }
      const id = listing === 'account-videos' ? accountIdOf(post) : listing;
      if (id === null) this.#postsWithoutAccount += 1;
      else this.#count(id, post.lastRefreshedAt);
    }
  }

  build(): RunStats {
    return {
      accounts: this.#accounts,
      postsWithoutAccount: this.#postsWithoutAccount,
      videos: this.#videos,
      videosDueAt: Number.isFinite(this.#videosDueAt) ? this.#videosDueAt : null,
    };
  }

  #count(id: string, refreshedAt: number | null): void {
    const known = this.#accounts.get(id);
    const newestRefresh =
      known === undefined || known.newestRefresh === null
        ? refreshedAt
        : Math.max(known.newestRefresh, refreshedAt ?? known.newestRefresh);
    this.#accounts.set(id, { posts: (known?.posts ?? 0) + 1, newestRefresh });
  }
}
