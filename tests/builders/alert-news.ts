import type { AlertPost } from '../../utils/alerts/alert-message.ts';
import type { RankingNews } from '../../utils/alerts/record-ranking.ts';
import type { AlertMoment } from '../../utils/alerts/send-due.ts';
import type { FlaggedPost } from '../../utils/breakouts/model/flagged-post.ts';
import { alertPost } from './alert-message.ts';
import { NOW } from './time.ts';

/** The flag of a post that is a breakout. */
export function alertFlag(id: string): FlaggedPost {
  return { id, kind: 'new-hit', firstFlaggedAt: NOW, endedAt: null };
}

/** A ranking with the breakouts of `after` that follows one with those of `before`. */
export function alertNews(
  before: readonly AlertPost[],
  after: readonly AlertPost[],
  changes: Partial<RankingNews> = {},
): RankingNews {
  const flagsOf = (posts: readonly AlertPost[]) =>
    posts.flatMap(({ postIds }) => postIds.map(alertFlag));
  const [formerFlags, flags] = [flagsOf(before), flagsOf(after)];
  const ended = formerFlags
    .filter(({ id }) => flags.every((flag) => flag.id !== id))
    .map(({ id }) => alertPost({ id, strength: 0, multiple: null, endedAt: NOW }));
  return {
    ...{ formerFlags, flags, breakouts: after, ended },
    ...{ isFirst: false, isOtherRule: false, windowDays: 7, ...changes },
  };
}

/** A moment of a user in London's winter. */
export function alertMoment(now: number, changes: Partial<AlertMoment> = {}): AlertMoment {
  return {
    ...{ now, timeZone: 'UTC', pausedUntil: null, isSample: false },
    ...{ createId: () => `message at ${now}`, ...changes },
  };
}
