import type { Ranking } from '../../utils/breakouts/model/ranking.ts';
import { formatCount } from '../../utils/format/count.ts';
import { useI18n } from '../hooks/i18n-context.ts';
import { EmptyState } from '../status/EmptyState.tsx';
import { ExcludedPosts } from './ExcludedPosts.tsx';
import { PostList } from './PostList.tsx';

/** How the breakouts are ordered: by the rule (multiple of the usual) or by what they gained. */
export type BreakoutOrder = 'multiple' | 'gained';

const FIRST_FRAME_ROWS = 6;

/** Cuts one list after the other, so that there are so many rows in all. */
function rowsUpTo(most: number): <T>(rows: readonly T[]) => readonly T[] {
  let room = most;
  return (rows) => {
    const part = rows.slice(0, room);
    room -= part.length;
    return part;
  };
}

/** All that was found over one window: the breakouts, what is kept apart from them and why, and the top movers. */
export function RankingView(props: {
  readonly ranking: Ranking;
  readonly order: BreakoutOrder;
  /** Breakouts that are new to the user. */
  readonly newIds: ReadonlySet<string>;
  /** Ended breakouts that the user has not seen end. */
  readonly endedIds: ReadonlySet<string>;
  /** Posts in the library. */
  readonly posts: number;
  /** Show only what fills the popup before anyone scrolls: the first frame is painted sooner. */
  readonly isFirstFrame: boolean;
}) {
  const { t, locale } = useI18n();
  const { ranking, order, newIds } = props;
  const { windowDays, measure, topMoversSkipped } = ranking;
  const breakouts =
    order === 'multiple' ? ranking.breakouts : [...ranking.breakouts].sort((a, b) => b.gained - a.gained);
  const ended = ranking.ended.filter(({ id }) => props.endedIds.has(id));
  const common = { windowDays, measure };
  const cut = rowsUpTo(props.isFirstFrame ? FIRST_FRAME_ROWS : Number.POSITIVE_INFINITY);
  const days = t.plural('days', windowDays, formatCount(windowDays, locale));
  const { historyDays } = ranking;
  const shortHistory =
    historyDays !== null && Math.round(historyDays) < windowDays
      ? t('state.shortHistoryText', formatCount(historyDays, locale), days)
      : null;
  return (
    <>
      {breakouts.length === 0 ? (
        shortHistory !== null && ranking.topMovers.length === 0 ? (
          <EmptyState title={t('state.shortHistoryTitle')} text={shortHistory} />
        ) : (
          <EmptyState
            title={t('state.nothingTitle')}
            text={t('state.nothingText', formatCount(props.posts, locale), days)}
          />
        )
      ) : (
        <PostList
          {...common}
          name={t('list.breakouts')}
          hint={t('list.breakoutsHint')}
          posts={cut(breakouts)}
          total={props.isFirstFrame ? 0 : ranking.breakoutCount}
          newIds={newIds}
          isExplained
        />
      )}
      {ended.length > 0 && (
        <PostList
          {...common}
          name={t('list.ended')}
          hint={t('list.endedHint')}
          posts={cut(ended)}
          isExplained={false}
        />
      )}
      {ranking.stillRunning.length > 0 && (
        <PostList
          {...common}
          name={t('list.stillRunning')}
          hint={t('list.stillRunningHint')}
          posts={cut(ranking.stillRunning)}
          total={props.isFirstFrame ? 0 : ranking.stillRunningCount}
          isExplained
        />
      )}
      {ranking.topMovers.length > 0 && (
        <PostList
          {...common}
          name={t('list.topMovers')}
          hint={t('list.topMoversHint')}
          posts={cut(ranking.topMovers)}
          isExplained={false}
        />
      )}
      <Skipped {...topMoversSkipped} />
      {shortHistory !== null && (ranking.topMovers.length > 0 || breakouts.length > 0) && (
        <p class="quiet skipped">{shortHistory}</p>
      )}
      {ranking.withoutBaseline.length > 0 && (
        <PostList
          {...common}
          name={t('list.withoutBaseline')}
          hint={t('list.withoutBaselineHint')}
          posts={cut(ranking.withoutBaseline)}
          isExplained={false}
        />
      )}
      <ExcludedPosts shelves={ranking.shelves} />
    </>
  );
}

function Skipped(skipped: Ranking['topMoversSkipped']) {
  const { t, locale } = useI18n();
  const { withoutTwoRefreshes, withoutDelta } = skipped;
  if (withoutTwoRefreshes === 0 && withoutDelta === 0) return null;
  return (
    <p class="quiet skipped">
      {withoutTwoRefreshes > 0 &&
        `${t.plural('popup.skippedWithoutTwoRefreshes', withoutTwoRefreshes, formatCount(withoutTwoRefreshes, locale))} `}
      {withoutDelta > 0 && t.plural('popup.skippedWithoutDelta', withoutDelta, formatCount(withoutDelta, locale))}
    </p>
  );
}
