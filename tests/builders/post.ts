import type { Post } from '../../utils/breakouts/model/post.ts';
import { DAY, HOUR, NOW } from './moments.ts';

/** A post ten days old, refreshed once a day until two hours ago. */
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

/** Posts that differ in nothing but their ids. */
export function postsNamed(...ids: readonly string[]): Post[] {
  return ids.map((id) => aPost({ id }));
}

/** The post as an object with fields of its own, whatever it was made from. */
export function plainPost(post: Post): Post {
  const fields = Object.keys(aPost()) as (keyof Post)[];
  return Object.fromEntries(fields.map((field) => [field, post[field]])) as unknown as Post;
}
