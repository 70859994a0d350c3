import type { WindowRanking } from '../../../utils/breakouts/output/window-ranking.ts';
import type { PostText } from '../../../utils/library/posts-record.ts';
import type { PostColumns } from '../../../utils/post-table/post-columns.ts';
import { publishedColumns } from '../../../utils/post-table/published-columns.ts';
import { createSearchIndex } from '../../../utils/post-table/search-index.ts';
import {
  accountTextsOf,
  type SearchableRows,
  searchRows,
} from '../../../utils/post-table/search-rows.ts';
import type { TableClient } from './table-client.ts';
import type { CourseRequest, PostCourse } from './table-protocol.ts';

/** The posts of the table, with their texts, which are read for the rows on screen only. */
export interface TableRows {
  readonly columns: PostColumns;
  /** `reading`: the others are being ranked; `failed`: they could not be read. */
  readonly state: 'complete' | 'reading' | 'failed';
  /** Reads the texts of rows; `null`: a later publication has taken their place. */
  textsOf(rows: Uint32Array): Promise<readonly PostText[] | null>;
  /**
   * Finds the rows whose account, creator or caption contains the query, and whose caption contains
   * none of the words to leave out.
   *
   * @returns 1 for each row found; `null`: a later publication has taken their place
   */
  search(query: string, excludedWords: string | null): Promise<Uint8Array | null>;
  /**
   * Reads everything that is known of one post; `null`: it is not in the library, or a later
   * publication has taken the place of this one. Published rankings do not have it.
   */
  readonly courseOf:
    | ((request: Omit<CourseRequest, 'generation'>) => Promise<PostCourse | null>)
    | null;
}

/** The rows of the library, which the worker has ranked. */
export function libraryRows(columns: PostColumns, client: TableClient): TableRows {
  const { generation } = columns;
  return {
    columns,
    state: 'complete',
    textsOf: (rows) => client.texts({ generation, rows }),
    search: (query, excludedWords) => client.search({ generation, query, excludedWords }),
    courseOf: (request) => client.course({ generation, ...request }),
  };
}

/** The rows of a published ranking, which has their texts. */
export function publishedRows(
  ranking: WindowRanking,
  generation: number,
  lookbackDays: number,
  state: 'reading' | 'failed',
): TableRows {
  const { posts } = ranking;
  const columns = publishedColumns(ranking, generation, lookbackDays);
  let known: SearchableRows | null = null;
  const searchable = () => {
    if (known !== null) return known;
    const index = createSearchIndex();
    index.add(posts.map(({ caption }) => caption));
    known = { accountTexts: accountTextsOf(columns), accountOf: columns.accountOf, index };
    return known;
  };
  return {
    columns,
    state,
    textsOf: async (rows) =>
      Array.from(rows, (row) => {
        const { caption = null, url = null, coverUrl = null } = posts[row] ?? {};
        return { caption, url, coverUrl };
      }),
    search: async (query, excludedWords) => searchRows(searchable(), query, excludedWords),
    courseOf: null,
  };
}
