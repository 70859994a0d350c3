import { decisiveMultiple, headlineMultiple } from '../breakouts/model/headline-multiple.ts';
import type { PostDetails } from '../breakouts/output/ranked-post.ts';
import type { RankedRows } from '../breakouts/output/ranked-rows.ts';
import type { AlertPost } from './alert-message.ts';

/** The prefix of the ids of account rises. */
const RISE_PREFIX = 'account:';

/**
 * Collects the breakouts of a window's ranking as alerts name them.
 *
 * @param detailsOf the details of a row of the library
 */
export function alertPostsOf(
  { breakouts, accountRises, rows, figures }: RankedRows,
  detailsOf: (row: number) => PostDetails,
): readonly AlertPost[] {
  const postAt = (index: number): readonly AlertPost[] => {
    const figure = figures[index];
    const row = rows[index];
    if (figure === undefined || row === undefined) return [];
    return [
      {
        ...endedPost(detailsOf(row)),
        multiple: headlineMultiple(figure),
        strength: decisiveMultiple(figure) ?? 0,
        gained: figure.gained,
        endedAt: null,
      },
    ];
  };
  const rises = accountRises.flatMap((rise): readonly AlertPost[] => {
    const posts = rise.posts.flatMap(postAt);
    const [first] = posts;
    if (first === undefined) return [];
    const gained = posts.reduce((sum, post) => sum + (post.gained ?? 0), 0);
    return [
      {
        ...first,
        ...{ id: `${RISE_PREFIX}${rise.accountKey}`, postIds: posts.map(({ id }) => id) },
        ...{ multiple: rise.multiple, strength: rise.multiple, gained, caption: null, url: null },
      },
    ];
  });
  return [...breakouts.flatMap(postAt), ...rises];
}

/** Returns a post of which nothing but its id is known any more. */
export function unknownPost(id: string): AlertPost {
  return {
    ...{ id, postIds: [id], platform: null, accountKey: null, accountName: null },
    ...{ creatorName: null, category: null, followers: null, caption: null, url: null },
    ...{ multiple: null, strength: 0, gained: null, formerMultiple: null, endedAt: 0 },
  };
}

/** Returns a post that is a breakout no longer as alerts name it. */
export function endedPost({
  id,
  platform,
  accountKey,
  accountName,
  creatorName,
  category,
  followers,
  caption,
  url,
  endedAt,
}: PostDetails): AlertPost {
  return {
    ...{ id, postIds: [id], platform, accountKey, accountName, creatorName, category, followers },
    ...{ caption, url, endedAt: endedAt ?? 0 },
    ...{ multiple: null, strength: 0, gained: null, formerMultiple: null },
  };
}
