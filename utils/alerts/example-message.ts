import { headlineMultiple } from '../breakouts/model/headline-multiple.ts';
import type { RankedPost } from '../breakouts/output/ranked-post.ts';
import type { FirstRanking } from '../state/first-ranking.ts';
import type { AlertMessage, AlertPost } from './alert-message.ts';

/** Posts that an example names. */
const MAX_POSTS = 3;

/** The circumstances of an example. */
interface ExampleContext {
  readonly id: string;
  /** `test`: the user sends it; `breakouts`: a page shows it. */
  readonly kind: 'test' | 'breakouts';
  /** ms since epoch. */
  readonly now: number;
  /** IANA. */
  readonly timeZone: string;
}

/**
 * Makes a message of the user's strongest breakouts, or where there are none of the posts that
 * gained most, to show what a message looks like.
 *
 * @param first `null` before the first sync: the message names no post
 */
export function exampleMessage(
  first: FirstRanking | null,
  { id, kind, now, timeZone }: ExampleContext,
): AlertMessage {
  const posts = first === null ? [] : strongestPosts(first).slice(0, MAX_POSTS);
  return {
    id,
    kind,
    createdAt: now,
    windowDays: first?.ranking.windowDays ?? 0,
    posts: posts.map(toAlertPost),
    newCount: posts.length,
    endedCount: 0,
    since: null,
    timeZone,
    isSample: false,
  };
}

function strongestPosts({ ranking }: FirstRanking): readonly RankedPost[] {
  const listed = ranking.breakouts.length > 0 ? ranking.breakouts : ranking.topMovers;
  const posts = listed.flatMap((index) => ranking.posts[index] ?? []);
  return ranking.breakouts.length > 0
    ? posts.toSorted((a, b) => (headlineMultiple(b) ?? 0) - (headlineMultiple(a) ?? 0))
    : posts;
}

function toAlertPost(post: RankedPost): AlertPost {
  const { id, platform, accountKey, accountName, creatorName, category, caption, url } = post;
  const multiple = headlineMultiple(post);
  return {
    ...{ id, platform, accountKey, accountName, creatorName, category, caption, url, multiple },
    postIds: [id],
    followers: post.followers,
    strength: multiple ?? 0,
    gained: post.gained,
    formerMultiple: null,
    endedAt: null,
  };
}
