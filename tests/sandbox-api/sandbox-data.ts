import { deltasOfPost, type PostDeltas } from './delta-truth.ts';
import { type HandMadePost, handMadePost } from './hand-made-post.ts';
import type { Library } from './library.ts';
import type { Counts, LibraryAccount, LibraryPost, ListName } from './library-post.ts';
import type { SandboxClock } from './sandbox-clock.ts';
import { type VideoRow, videoRow } from './video-row.ts';

/**
 * The data of an organization, and what the API returns for it, without HTTP: tests compute from it
 * what the extension should show. Times are ms since epoch and default to the sandbox's now.
 */
export class SandboxData {
  readonly #library: Library;
  readonly #clock: SandboxClock;

  constructor(library: Library, clock: SandboxClock) {
    this.#library = library;
    this.#clock = clock;
  }

  get accounts(): readonly LibraryAccount[] {
    return this.#library.accounts;
  }

  /** Returns the posts of a list (default: both) at a time, in no particular order. */
  posts(list?: ListName, at = this.#clock.now()): LibraryPost[] {
    return this.#library.posts.filter(
      (post) => post.addedAt <= at && (list === undefined || post.list === list),
    );
  }

  /** Returns the rows of a list (default: both) at a time, as the API writes them. */
  rows(list?: ListName, at = this.#clock.now()): VideoRow[] {
    return this.posts(list, at).map((post) => videoRow(post, at));
  }

  /** Returns the row of a post. @throws when it is not tracked at that time. */
  row(id: string, at = this.#clock.now()): VideoRow {
    return videoRow(this.#post(id, at), at);
  }

  /**
   * Returns the true counts of a post, refreshed or not. @throws when it is not tracked at that
   * time.
   */
  trueCounts(id: string, at = this.#clock.now()): Counts {
    return this.#post(id, at).countsAt(at);
  }

  /** Computes the gains of posts (default: all) over windows in days, as the API does. */
  deltas(
    windows: readonly number[],
    posts = this.posts(),
    at = this.#clock.now(),
  ): Map<string, PostDeltas> {
    return new Map(posts.map((post) => [post.id, deltasOfPost(post, windows, at)]));
  }

  /** Adds posts from their `addedAt` on, replacing those with the same id. */
  addPosts(posts: readonly HandMadePost[]): void {
    this.#library.add(posts.map(handMadePost));
  }

  /** Stops tracking posts, so that neither lists nor deltas have them. */
  removePosts(ids: readonly string[]): void {
    this.#library.remove(ids);
  }

  #post(id: string, at: number): LibraryPost {
    const post = this.#library.trackedPost(id, at);
    if (!post)
      throw new Error(`The sandbox tracks no post ${id} at ${new Date(at).toISOString()}.`);
    return post;
  }
}
