import { decisiveMultiple } from '../breakouts/model/headline-multiple.ts';
import type { RankedPost } from '../breakouts/output/ranked-post.ts';
import type { AccountRise, WindowRanking } from '../breakouts/output/window-ranking.ts';
import {
  FILTERS,
  isInGroups,
  type Order,
  orderOf,
  type PostFilters,
  type Tab,
} from './popup-view.ts';

/** A row of a list: a post, or an account rise in place of its posts. */
export type ListRow =
  | { readonly key: string; readonly post: RankedPost; readonly rise: null }
  | {
      readonly key: string;
      /** The account's strongest post, by which the row is ordered and filtered. */
      readonly post: RankedPost;
      readonly rise: AccountRise;
      readonly posts: readonly RankedPost[];
    };

/** The lists that one tab shows, one below the other. */
type SectionName = Tab | 'ended' | 'withoutBaseline';

export interface Section {
  readonly name: SectionName;
  readonly rows: readonly ListRow[];
}

/** The filters and the order of a tab's rows. */
export interface RowSelection {
  readonly ranking: WindowRanking;
  /** The order chosen; `null`: each tab's own. */
  readonly order: Order | null;
  readonly filters: PostFilters;
  /**
   * Returns true if a post, at its index in the ranking, matches the search and the filters by
   * followers and words; `null`: there are none.
   */
  readonly matches: ((post: RankedPost, index: number) => boolean) | null;
  /** Returns true if a mark hides the post. */
  readonly isHidden: (post: RankedPost) => boolean;
  /** Returns true if an ended breakout is still shown: not seen since it ended. */
  readonly isEndedShown: (post: RankedPost) => boolean;
}

/**
 * Collects the rows of a tab: filtered, searched, without hidden posts, and sorted across sections.
 */
export function sectionsOf(tab: Tab, selection: RowSelection): readonly Section[] {
  const { ranking } = selection;
  const order = orderOf({ tab, order: selection.order });
  const isShown = rowFilter(selection);
  const all = postRows(ranking.posts);
  const rows = (list: readonly number[], keep: (post: RankedPost) => boolean = () => true) => {
    const found: ListRow[] = [];
    for (const index of list) {
      const post = ranking.posts[index];
      if (post !== undefined && keep(post) && isShown(post, index))
        found.push(all[index] as ListRow);
    }
    return found;
  };
  const sorted = (found: ListRow[], isInOrder = false) =>
    isInOrder ? found : found.sort(compareRows(order));
  switch (tab) {
    case 'breakouts':
      return [
        {
          name: 'breakouts',
          rows: sorted(
            [...riseRows(ranking, isShown), ...rows(ranking.breakouts)],
            order === 'multiple' && ranking.accountRises.length === 0,
          ),
        },
        { name: 'ended', rows: sorted(rows(ranking.ended, selection.isEndedShown)) },
      ];
    case 'stillStrong':
      return [{ name: 'stillStrong', rows: sorted(rows(ranking.stillStrong)) }];
    case 'topMovers':
      return [
        {
          name: 'topMovers',
          rows: sorted(
            rows(order === 'engagement' ? ranking.topEngagement : ranking.topMovers),
            order !== 'multiple',
          ),
        },
        { name: 'withoutBaseline', rows: sorted(rows(ranking.withoutBaseline)) },
      ];
  }
}

const rowsOf = new WeakMap<readonly RankedPost[], readonly ListRow[]>();

/** Returns the row of each post. Rows are kept: a search would make thousands at each key. */
function postRows(posts: readonly RankedPost[]): readonly ListRow[] {
  const known = rowsOf.get(posts);
  if (known !== undefined) return known;
  const made = posts.map((post): ListRow => ({ key: post.id, post, rise: null }));
  rowsOf.set(posts, made);
  return made;
}

type RowFilter = (post: RankedPost, index: number) => boolean;

function rowFilter({ filters, matches, isHidden }: RowSelection): RowFilter {
  // A search runs through all posts at each key: what keeps none out is not asked.
  const hasGroups = FILTERS.some((name) => filters[name] !== null);
  return (post, index) =>
    (matches === null || matches(post, index)) &&
    !isHidden(post) &&
    (!hasGroups || isInGroups(post, filters));
}

function riseRows(ranking: WindowRanking, isShown: RowFilter): ListRow[] {
  return ranking.accountRises.flatMap((rise): ListRow[] => {
    const posts = rise.posts.flatMap((index) => {
      const post = ranking.posts[index];
      return post !== undefined && isShown(post, index) ? [post] : [];
    });
    const [post] = posts;
    return post === undefined ? [] : [{ key: `account ${rise.accountKey}`, post, rise, posts }];
  });
}

/**
 * Compares rows by the order chosen, strongest first; equal ones by id, so that the order is the
 * same every time.
 */
function compareRows(order: Order): (a: ListRow, b: ListRow) => number {
  const value = (row: ListRow): number => {
    if (order === 'multiple')
      return row.rise?.multiple ?? decisiveMultiple(row.post) ?? Number.NEGATIVE_INFINITY;
    const posts = row.rise === null ? [row.post] : row.posts;
    const gains = posts.map(({ gained, engagementGained }) =>
      order === 'views' ? gained : engagementGained,
    );
    return gains.every((gain) => gain === null)
      ? Number.NEGATIVE_INFINITY
      : gains.reduce<number>((sum, gain) => sum + (gain ?? 0), 0);
  };
  return (a, b) => {
    const [first, second] = [value(a), value(b)];
    return first === second ? (a.key < b.key ? -1 : 1) : second > first ? 1 : -1;
  };
}
