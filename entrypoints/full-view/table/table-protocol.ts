import type { RankedBy } from '../../../utils/post-table/rank-columns.ts';

/** Asks for all posts over one window. */
export interface RankRequest {
  /** The run of the publication, whose library it must still be. */
  readonly run: string;
  /** Days. */
  readonly windowDays: number;
  readonly by: RankedBy;
}

/** Asks for the texts of rows of a publication. */
export interface TextsRequest {
  readonly generation: number;
  readonly rows: Uint32Array;
}

/** Asks for the rows of a publication that match a search. */
export interface SearchRequest {
  readonly generation: number;
  /** As typed; empty: every row. */
  readonly query: string;
  /** Words that no caption may contain, as typed; `null`: none. */
  readonly excludedWords: string | null;
}
