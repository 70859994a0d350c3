import { alertPostsOf, endedPost, unknownPost } from '../../utils/alerts/alert-posts.ts';
import type { RankingNews } from '../../utils/alerts/record-ranking.ts';
import { type FlaggedPost, flaggedIds } from '../../utils/breakouts/model/flagged-post.ts';
import type { Post } from '../../utils/breakouts/model/post.ts';
import type { PostDetails } from '../../utils/breakouts/output/ranked-post.ts';
import type { RankedRows } from '../../utils/breakouts/output/ranked-rows.ts';
import type { PublicationHead } from '../../utils/state/publication-head.ts';

/** A ranking of the look-back window, with what was known before it. */
interface Ranked {
  readonly ranking: RankedRows;
  readonly posts: readonly Post[];
  /** The details of a row of the library. */
  readonly detailsOf: (row: number) => PostDetails;
  /** The publication before. */
  readonly former: PublicationHead | null;
  readonly formerFlags: readonly FlaggedPost[];
  readonly isOtherRule: boolean;
  readonly flags: readonly FlaggedPost[];
}

/** Collects what a ranking changes, for alerts. */
export function rankingNews({
  ranking,
  posts,
  detailsOf,
  former,
  formerFlags,
  isOtherRule,
  flags,
}: Ranked): RankingNews {
  const current = flaggedIds(flags);
  const endedIds = new Set([...flaggedIds(formerFlags)].filter((id) => !current.has(id)));
  const ended = posts.flatMap(({ id }, row) =>
    endedIds.delete(id) ? [endedPost(detailsOf(row))] : [],
  );
  const isFirst = former === null || former.isPartial === true;
  return {
    ...{ formerFlags, flags, breakouts: alertPostsOf(ranking, detailsOf) },
    // Posts that CreatorAudit lists no longer have ended, too.
    ended: [...ended, ...[...endedIds].map(unknownPost)],
    ...{ isFirst, isOtherRule: isOtherRule && !isFirst, windowDays: ranking.windowDays },
  };
}
