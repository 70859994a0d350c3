import type { LibraryAccount, LibraryPost, ListName } from './library-post.ts';
import type { ListQuery } from './list-query.ts';
import { makeSortedView, type SortedView } from './sorted-view.ts';

/** The number of sorted views in the cache; a client pages through one or two at a time. */
const MAX_CACHED_VIEWS = 8;

/** Everything that one organization tracks. */
export class Library {
  readonly organizationId: string;
  readonly #accounts = new Map<string, LibraryAccount>();
  readonly #posts = new Map<string, LibraryPost>();
  readonly #views = new Map<string, SortedView>();

  constructor(organizationId: string, posts: readonly LibraryPost[]) {
    this.organizationId = organizationId;
    this.add(posts);
  }

  /** The accounts of all posts, in order of addition. */
  get accounts(): readonly LibraryAccount[] {
    return [...this.#accounts.values()];
  }

  /** All posts, listed or not, in order of addition. */
  get posts(): readonly LibraryPost[] {
    return [...this.#posts.values()];
  }

  /** Returns the post with this id if it is tracked at `now` (ms since epoch). */
  trackedPost(id: string, now: number): LibraryPost | null {
    const post = this.#posts.get(id);
    return post && post.addedAt <= now ? post : null;
  }

  /** Adds posts, replacing those with the same id. */
  add(posts: readonly LibraryPost[]): void {
    for (const post of posts) {
      this.#posts.set(post.id, post);
      if (post.account) this.#accounts.set(post.account.id, post.account);
    }
    this.#views.clear();
  }

  /** Stops tracking posts; ignores unknown ids. */
  remove(ids: readonly string[]): void {
    for (const id of ids) this.#posts.delete(id);
    this.#views.clear();
  }

  /**
   * Returns the posts that a query selects at `now` (ms since epoch), sorted; cached until
   * something changes.
   */
  view(list: ListName, query: ListQuery, now: number): SortedView {
    const name = JSON.stringify([list, query.filters, query.order, query.descending]);
    const kept = this.#views.get(name);
    if (kept && kept.madeAt <= now && now < kept.staleAt) return kept;
    const posts = this.#posts.values().filter((post) => post.list === list);
    const view = makeSortedView(posts, query, now);
    this.#views.delete(name);
    this.#views.set(name, view);
    const oldest = this.#views.keys().next().value;
    if (this.#views.size > MAX_CACHED_VIEWS && oldest !== undefined) this.#views.delete(oldest);
    return view;
  }
}
