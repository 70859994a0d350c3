import type { RankedPost } from '../../utils/breakouts/output/ranked-post.ts';
import type { WindowRanking } from '../../utils/breakouts/output/window-ranking.ts';
import type { PopupFixture } from '../e2e/support/popup-fixture.ts';

/** Every character that the font of the pictures has not. */
const NOT_LATIN = /[^\u0020-\u00ff…]/gu;
const OTHER_CAPTION = 'A day at the market, from dawn to the last crate';

/**
 * Replaces captions in other scripts, and emoji: they would be drawn with the fonts of the machine.
 */
export function withLatinCaptions({ page, first, rankings }: PopupFixture): PopupFixture {
  return {
    page,
    first: first === null ? null : { ...first, ranking: latin(first.ranking) },
    rankings: rankings.map(latin),
  };
}

function latin(ranking: WindowRanking): WindowRanking {
  return { ...ranking, posts: ranking.posts.map(latinPost) };
}

function latinPost(post: RankedPost): RankedPost {
  const caption = post.caption?.replaceAll(NOT_LATIN, '').trim() ?? null;
  return { ...post, caption: caption !== null && caption.length < 12 ? OTHER_CAPTION : caption };
}
