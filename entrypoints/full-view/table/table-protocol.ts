import type { Post } from '../../../utils/breakouts/model/post.ts';
import type { PostStory, PostStoryInput } from '../../../utils/history/post-story.ts';
import type { PostText } from '../../../utils/library/posts-record.ts';
import type { RankedBy } from '../../../utils/post-table/rank-columns.ts';
import type { DetailFigures } from '../../../utils/post-table/row-levels.ts';

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

/** Asks for everything that is known of one post, with what the page knows of it. */
export interface CourseRequest
  extends Pick<PostStoryInput, 'figures' | 'minMultiple' | 'flag' | 'lookingSince'> {
  readonly generation: number;
  /** Of the ranking of that generation. */
  readonly row: number;
  readonly postId: string;
  readonly accountKey: string | null;
}

/** The facts of one post beyond its row. */
export interface PostCourse {
  readonly text: PostText;
  readonly counts: Pick<Post, 'views' | 'likes' | 'comments' | 'shares' | 'saves'>;
  readonly figures: DetailFigures;
  readonly story: PostStory;
}
