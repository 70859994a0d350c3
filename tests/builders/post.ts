import type { Post } from '../../utils/breakouts/model/post.ts';
import { DAY, HOUR, NOW } from './time.ts';

/** Creates a post that is ten days old and was refreshed daily until two hours ago. */
export function aPost(changes: Partial<Post> = {}): Post {
  return {
    id: 'post',
    platform: 'instagram',
    accountKey: 'account',
    accountName: 'someone',
    caption: 'A caption',
    url: 'https://www.instagram.com/p/post/',
    coverUrl: 'https://media.creatoraudit.com/post/cover.jpg',
    mediaType: 'video',
    createdAt: NOW - 10 * DAY,
    firstRefreshedAt: NOW - 9 * DAY,
    lastRefreshedAt: NOW - 2 * HOUR,
    refreshIntervalHours: 24,
    isUnavailable: false,
    views: 1000,
    likes: 100,
    comments: 10,
    shares: 1,
    saves: null,
    ...changes,
  };
}

/** Creates posts that differ only in their ids. */
export function postsNamed(...ids: readonly string[]): Post[] {
  return ids.map((id) => aPost({ id }));
}

/** Copies a post to a plain object, for comparisons. */
export function plainPost(post: Post): Post {
  const fields = Object.keys(aPost()) as (keyof Post)[];
  return Object.fromEntries(fields.map((field) => [field, post[field]])) as unknown as Post;
}
