import { downsample } from '../../utils/history/downsample.ts';
import type { Point, Series } from '../../utils/history/point.ts';
import type { LibraryPost } from '../sandbox-api/library-post.ts';

type Items = Readonly<Record<string, unknown>>;
/** A stored value. */
type Stored = { readonly value: unknown } | undefined;

/** A publication, when it was stored. */
interface Published {
  readonly run: string;
  /** By the API's clock, ms since epoch. */
  readonly at: number;
}

/**
 * The data that the user must never lose: every confirmed change, and every point of the history
 * that was stored once. The stored data is compared with it at each change.
 */
export class Keepsakes {
  readonly #broken: (sentence: string) => void;
  #key: string | null = null;
  #nextKey: string | null = null;
  #settings: Items = {};
  #nextSettings: Record<string, unknown> = {};
  readonly #seen = new Set<string>();
  readonly #history = new Map<string, Map<number, Point>>();

  /** Marks of posts that were looked at, as far as they were to be kept. */
  marksConfirmed = 0;

  /** @param broken called with a sentence for each loss */
  constructor(broken: (sentence: string) => void) {
    this.#broken = broken;
  }

  get key(): string | null {
    return this.#key;
  }

  /** Until it is confirmed, both the former and the new value may be stored. */
  changeKey(key: string): void {
    this.#nextKey = key;
  }

  confirmKey(): void {
    this.#key = this.#nextKey;
  }

  /**
   * From now until a later change of the same setting is confirmed, the former and the new value
   * may be stored.
   */
  changeSettings(changes: Items): void {
    this.#nextSettings = { ...this.#nextSettings, ...changes };
  }

  confirmSettings(changes: Items): void {
    this.#settings = { ...this.#settings, ...changes };
    for (const setting of Object.keys(changes)) delete this.#nextSettings[setting];
  }

  /** These posts were looked at, and the extension has confirmed it. */
  confirmSeen(ids: readonly string[], read: (key: string) => unknown): void {
    const flagged = flaggedIn(read('flags') as Stored);
    for (const id of ids) {
      if (!flagged.has(id) || this.#seen.has(id)) continue;
      this.#seen.add(id);
      this.marksConfirmed += 1;
    }
    this.#checkSeen(read);
  }

  /** Compares the stored data with the expected. @param changed the items just stored */
  check(changed: Items, read: (key: string) => unknown): void {
    const key = (read('apiKey') as Stored)?.value ?? null;
    if (key !== this.#key && key !== this.#nextKey)
      this.#broken(`the API key is ${key === null ? 'gone' : 'another'}`);
    if (this.#key !== null && read('keyOwner') === undefined)
      this.#broken('nobody knows whose key it is');
    this.checkSettings((read('settings') as Stored)?.value);
    const notices = (changed.notices as Stored)?.value;
    if (Array.isArray(notices) && notices.length > 0)
      this.#broken(`something was lost: ${notices.join(', ')}`);
    if ('flags' in changed) {
      const flagged = flaggedIn(changed.flags as Stored);
      // Ended breakouts are dropped, so that they are new if they break out again.
      for (const id of this.#seen) if (!flagged.has(id)) this.#seen.delete(id);
    }
    if ('flags' in changed || 'marks' in changed) this.#checkSeen(read);
  }

  checkSettings(stored: unknown): void {
    const values = (stored ?? {}) as Items;
    for (const [setting, chosen] of Object.entries(this.#settings)) {
      const value = values[setting];
      if (value !== chosen && value !== this.#nextSettings[setting]) {
        this.#broken(`the setting ${setting} is ${String(value)}, not ${String(chosen)}`);
      }
    }
  }

  #checkSeen(read: (key: string) => unknown): void {
    const { posts = {} } = ((read('marks') as Stored)?.value ?? {}) as { posts?: Items };
    for (const id of this.#seen)
      if (posts[id] === undefined) this.#broken(`it is forgotten that ${id} was seen`);
  }

  /**
   * Compares the history with its former points, and with the refreshes that the syncs must have
   * read.
   *
   * @param published the first publication of each run, in order
   * @param now by the API's clock, ms since epoch
   */
  checkHistory(
    history: ReadonlyMap<string, Series>,
    posts: readonly LibraryPost[],
    published: readonly Published[],
    now: number,
  ): void {
    for (const post of posts) {
      const series = history.get(post.id) ?? [];
      const known = this.#history.get(post.id) ?? new Map<number, Point>();
      this.#history.set(post.id, known);
      for (const point of series) known.set(point.at, known.get(point.at) ?? point);
      const before = [...known.values()].sort((a, b) => a.at - b.at);
      const stands = new Map(series.map((point) => [point.at, JSON.stringify(point)]));
      const lost = downsample(before, now).filter(
        (point) => stands.get(point.at) !== JSON.stringify(point),
      );
      if (lost.length > 0)
        this.#broken(`${lost.length} points of the history of ${post.id} are gone or changed`);
      this.#checkComplete(post, known, published);
    }
  }

  /**
   * A refresh that was the last one at two publications was so during the whole run in between,
   * which listed it or knew it.
   */
  #checkComplete(
    post: LibraryPost,
    known: ReadonlyMap<number, Point>,
    published: readonly Published[],
  ): void {
    for (const [index, { at }] of published.entries()) {
      const next = published[index + 1];
      const refresh = post.addedAt <= at ? post.refreshes.last(at) : null;
      if (next === undefined || refresh === null || post.refreshes.last(next.at) !== refresh)
        continue;
      const second = Math.floor(refresh / 1000) * 1000;
      if (!known.has(second)) {
        this.#broken(
          `the history of ${post.id} has no point for its refresh of ` +
            `${new Date(second).toISOString()}, published ${new Date(next.at).toISOString()}`,
        );
        return;
      }
    }
  }
}

function flaggedIn(flags: Stored): ReadonlySet<string> {
  const posts = (flags?.value as { posts?: readonly { id: string }[] } | undefined)?.posts ?? [];
  return new Set(posts.map(({ id }) => id));
}
