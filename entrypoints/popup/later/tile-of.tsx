import { CoverTile } from '../../../components/posts/CoverTile.tsx';
import type { RankedPost } from '../../../utils/breakouts/output/ranked-post.ts';
import { cleanText } from '../../../utils/format/clean-text.ts';

/** Fills the tile of a post. */
export function tileOf({ coverUrl, accountName, platform }: RankedPost, hasCovers: boolean) {
  return (
    <CoverTile
      coverUrl={hasCovers ? coverUrl : null}
      accountName={cleanText(accountName)}
      platform={platform}
    />
  );
}
