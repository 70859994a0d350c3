import type { Delta, DeltasByWindow } from '../../utils/breakouts/model/delta.ts';
import type { Post } from '../../utils/breakouts/model/post.ts';
import { DAY, NOW } from './moments.ts';
import { aPost } from './post.ts';

/** Posts with the deltas that go with them. */
export interface Library {
  readonly posts: Post[];
  readonly deltas: Map<string, DeltasByWindow>;
}

/** A post by what it has and what it gained. */
export interface PostStory {
  readonly id: string;
  readonly ageDays: number;
  readonly views: number;
  /** Views gained by window in days. */
  readonly gained: Readonly<Record<number, number | null>>;
  readonly changes?: Partial<Post>;
}

/** What an ordinary post of an account of size 1 has had by an age in days: most at first, ever less from then on. */
export function usualViews(days: number): number {
  return days <= 0 ? 0 : 2.5 * (0.6 ** -0.4 - (days + 0.6) ** -0.4);
}

/** A library with these posts, all of one account unless they say otherwise, refreshed since they were half a day old. */
export function libraryOf(stories: readonly PostStory[]): Library {
  const deltas = new Map<string, DeltasByWindow>();
  const posts = stories.map(({ id, ageDays, views, gained, changes }) => {
    deltas.set(
      id,
      Object.fromEntries(
        Object.entries(gained).map(([days, count]): [string, Delta] => [days, { views: count, engagement: null }]),
      ),
    );
    return aPost({
      ...{ id, views, lastRefreshedAt: NOW, createdAt: NOW - ageDays * DAY },
      firstRefreshedAt: NOW - Math.max(0, ageDays - 0.5) * DAY,
      ...changes,
    });
  });
  return { posts, deltas };
}

/** An ordinary post: `size` times the usual views at its age, and the gains that go with it over 7 and 14 days. */
export function ordinaryPost(id: string, ageDays: number, size: number, changes: Partial<Post> = {}): PostStory {
  const at = (days: number) => Math.round(size * usualViews(days));
  const gain = (days: number) => at(ageDays) - at(Math.max(ageDays - days, 0.5));
  return { id, ageDays, views: at(ageDays), gained: { 7: gain(7), 14: gain(14) }, changes };
}

/** An account of `count` ordinary posts, one every two days, that differ by at most a fifth. */
export function ordinaryAccount(count: number, size = 2000, name = 'account'): PostStory[] {
  return Array.from({ length: count }, (_, place) =>
    ordinaryPost(`${name}-${place}`, 2.5 + 2 * place, size * (0.8 + 0.1 * ((place * 3) % 5)), { accountKey: name }),
  );
}
