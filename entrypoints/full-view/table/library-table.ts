import { windowsToRank } from '../../../utils/breakouts/model/lookback-window.ts';
import { postStory } from '../../../utils/history/post-story.ts';
import { fillMissingDeltas } from '../../../utils/library/fill-missing-deltas.ts';
import type { PostText } from '../../../utils/library/posts-record.ts';
import { type LibraryPosts, readHead, readPosts } from '../../../utils/library/read-library.ts';
import { readPost } from '../../../utils/library/read-post.ts';
import { NO_TEXT } from '../../../utils/library/read-texts.ts';
import type { PostColumns } from '../../../utils/post-table/post-columns.ts';
import { rankColumns } from '../../../utils/post-table/rank-columns.ts';
import type { RowLevels } from '../../../utils/post-table/row-levels.ts';
import { createSearchIndex, type SearchIndex } from '../../../utils/post-table/search-index.ts';
import {
  accountTextsOf,
  type SearchableRows,
  searchRows,
} from '../../../utils/post-table/search-rows.ts';
import type { AccountProfile } from '../../../utils/sync/library-manifest.ts';
import type {
  CourseRequest,
  PostCourse,
  RankRequest,
  SearchRequest,
  TextsRequest,
} from './table-protocol.ts';

/** The captions that are read at once while the search index is made. */
const INDEX_BATCH = 2000;

/** The parts of the last ranking that the worker keeps: nothing as large as the posts. */
interface RankedLibrary {
  readonly generation: number;
  readonly ids: readonly string[];
  readonly textsOf: LibraryPosts['textsOf'];
  readonly levels: RowLevels;
  readonly accountTexts: SearchableRows['accountTexts'];
  readonly accountOf: SearchableRows['accountOf'];
  /** Made at the first search, or ahead of it. */
  index: Promise<SearchIndex> | null;
}

/** Reads the library of posts for the table, and searches it. */
export type LibraryTable = ReturnType<typeof createLibraryTable>;

export function createLibraryTable() {
  let ranked: RankedLibrary | null = null;
  /** The page keeps showing the former ranking for as long as the pointer is over its rows. */
  let former: Pick<RankedLibrary, 'generation' | 'ids'> | null = null;
  const current = (generation: number) => (ranked?.generation === generation ? ranked : null);
  /** The ids of the rows of a ranking; `null`: it is older than the former one. */
  const idsOf = (generation: number) =>
    [ranked, former].find((one) => one?.generation === generation)?.ids ?? null;
  return {
    /**
     * Ranks all posts of the library as a publication has them.
     *
     * @returns `null` when the library is not, or no longer, the one that was published
     * @throws StorageError when the library cannot be read
     */
    async rank({ run, windowDays, by }: RankRequest): Promise<PostColumns | null> {
      const head = await readHead();
      if (head?.run !== run) return null;
      const profiles = new Map<string, AccountProfile | null>();
      const library = await readPosts(head, (id, { profile }) => profiles.set(id, profile));
      const { posts, textsOf, isTrackedAlone } = library;
      const { deltas } = await library.deltasOf(windowsToRank(by.lookbackDays));
      await fillMissingDeltas(posts, deltas);
      // A run that was merged meanwhile is published, and then ranked here, in a moment.
      if ((await readHead())?.run !== run) return null;
      const profileOf = (accountKey: string | null) => profiles.get(accountKey ?? '') ?? null;
      const { columns, levels } = rankColumns({
        ...{ posts, deltas, windowDays, by, profileOf, isTrackedAlone },
      });
      const { generation } = by;
      // Another window of the same publication has the same captions.
      const index = ranked?.generation === generation ? ranked.index : null;
      if (ranked !== null && ranked.generation !== generation)
        former = { generation: ranked.generation, ids: ranked.ids };
      ranked = {
        ...{ generation, ids: columns.ids, textsOf, levels, index },
        accountTexts: accountTextsOf(columns),
        accountOf: columns.accountOf.slice(),
      };
      return columns;
    },

    /**
     * Reads the texts of rows.
     *
     * @returns `null` when the rows are older than the former ranking
     * @throws StorageError when the library cannot be read
     */
    async texts({ generation, rows }: TextsRequest): Promise<readonly PostText[] | null> {
      const [library, ids] = [ranked, idsOf(generation)];
      if (library === null || ids === null) return null;
      // The rows of the former ranking may have other numbers now.
      const places =
        library.generation === generation
          ? [...rows]
          : Array.from(rows, (row) => library.ids.indexOf(ids[row] as string));
      const texts = await library.textsOf(places.filter((place) => place >= 0));
      return places.map((place) => texts.get(place) ?? NO_TEXT);
    },

    /**
     * Reads everything that is known of one post.
     *
     * @returns `null` when the row is of another ranking, or the library has no such post
     * @throws StorageError when the library cannot be read
     */
    async course(request: CourseRequest): Promise<PostCourse | null> {
      const { generation, row, postId, accountKey, ...seen } = request;
      const levels = current(generation)?.levels;
      const stored = levels === undefined ? null : await readPost(postId, accountKey);
      if (levels === undefined || stored === null) return null;
      const { post, text, gains, saved } = stored;
      const { views, likes, comments, shares, saves } = post;
      return {
        ...{ text, counts: { views, likes, comments, shares, saves } },
        figures: levels.figuresOf(row),
        story: postStory({ post, gains, saved, level: levels.levelOf(row), ...seen }),
      };
    },

    /** Makes the search index ahead of the first search. */
    async prepareSearch(): Promise<void> {
      if (ranked !== null) await indexOf(ranked);
    },

    /**
     * Finds the rows whose account, creator or caption contains the query, and whose caption
     * contains none of the words to leave out.
     *
     * @returns 1 for each row found; `null` when the rows are older than the former ranking
     * @throws StorageError when the library cannot be read
     */
    async search({ generation, query, excludedWords }: SearchRequest): Promise<Uint8Array | null> {
      const [library, ids] = [ranked, idsOf(generation)];
      if (library === null || ids === null) return null;
      const { accountTexts, accountOf } = library;
      const index = await indexOf(library);
      const found = searchRows({ accountTexts, accountOf, index }, query, excludedWords);
      if (library.generation === generation) return found;
      const foundIds = new Set(library.ids.filter((_, row) => found[row] === 1));
      return Uint8Array.from(ids, (id) => (foundIds.has(id) ? 1 : 0));
    },
  };
}

function indexOf(library: RankedLibrary): Promise<SearchIndex> {
  library.index ??= makeIndex(library);
  const making = library.index;
  making.catch(() => {
    library.index = null;
  });
  return making;
}

async function makeIndex({ ids, textsOf }: RankedLibrary): Promise<SearchIndex> {
  const index = createSearchIndex();
  for (let first = 0; first < ids.length; first += INDEX_BATCH) {
    const batch = Array.from(
      { length: Math.min(INDEX_BATCH, ids.length - first) },
      (_, row) => first + row,
    );
    const texts = await textsOf(batch);
    index.add(batch.map((row) => texts.get(row)?.caption ?? null));
  }
  return index;
}
