import type { Delta, DeltasByWindow } from '../../utils/breakouts/model/delta.ts';
import type { Post } from '../../utils/breakouts/model/post.ts';
import { aPost } from './post.ts';
import { DAY, NOW } from './time.ts';

/** Posts with their deltas. */
export interface Library {
  readonly posts: Post[];
  readonly deltas: Map<string, DeltasByWindow>;
}

/** A post, described by its counts and gains. */
export interface PostStory {
  readonly id: string;
  readonly ageDays: number;
  readonly views: number;
  /** Views gained by window in days. */
  readonly gained: Readonly<Record<number, number | null>>;
  readonly changes?: Partial<Post>;
}

/** Computes the views of an ordinary post, by age in days, on an account of size 1. */
export function usualViews(days: number): number {
  return days <= 0 ? 0 : 2.5 * (0.6 ** -0.4 - (days + 0.6) ** -0.4);
}

/**
 * Creates a library of these posts, refreshed since the age of half a day; default: one account.
 */
export function libraryOf(stories: readonly PostStory[]): Library {
  const deltas = new Map<string, DeltasByWindow>();
  const posts = stories.map(({ id, ageDays, views, gained, changes }) => {
    deltas.set(
      id,
      Object.fromEntries(
        Object.entries(gained).map(([days, count]): [string, Delta] => [
          days,
          { views: count, engagement: null },
        ]),
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

/** Creates a post with `size` times the usual views of its age and its gains over 7 and 14 days. */
export function ordinaryPost(
  id: string,
  ageDays: number,
  size: number,
  changes: Partial<Post> = {},
): PostStory {
  const at = (days: number) => Math.round(size * usualViews(days));
  const gain = (days: number) => at(ageDays) - at(Math.max(ageDays - days, 0.5));
  return { id, ageDays, views: at(ageDays), gained: { 7: gain(7), 14: gain(14) }, changes };
}

/**
 * Creates `count` ordinary posts of an account, one every two days, whose size varies by a fifth.
 */
export function ordinaryAccount(count: number, size = 2000, name = 'account'): PostStory[] {
  return Array.from({ length: count }, (_, place) =>
    ordinaryPost(`${name}-${place}`, 2.5 + 2 * place, size * (0.8 + 0.1 * ((place * 3) % 5)), {
      accountKey: name,
    }),
  );
}

/** Creates an account with 25 posts, one every six days. */
export function spacedAccount(name: string): PostStory[] {
  return Array.from({ length: 25 }, (_, place) =>
    ordinaryPost(`${name}-${place}`, 4.5 + 6 * place, 1600 + 200 * ((place * 3) % 5), {
      accountKey: name,
    }),
  );
}

/** The same post with `times` its gain of the last week. */
export function liftedPost(story: PostStory, times: number): PostStory {
  const [week, twoWeeks] = [story.gained[7] ?? 0, story.gained[14] ?? 0];
  const extra = (times - 1) * (story.ageDays > 7 ? week : story.views);
  return {
    ...story,
    views: story.views + extra,
    gained: { 7: week + extra, 14: twoWeeks + extra },
  };
}
