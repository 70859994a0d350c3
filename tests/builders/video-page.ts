import type { VideoPage } from '../../utils/creator-audit/video-page.ts';

/** Creates the last page of a list, with as many rows as posts. */
export function aVideoPage(changes: Partial<VideoPage> = {}): VideoPage {
  const { posts = [], rowsWithoutId = 0 } = changes;
  return {
    posts,
    rowsWithoutId,
    rowCount: posts.length + rowsWithoutId,
    nextCursor: null,
    totalCount: null,
    isFiltered: true,
    ...changes,
  };
}
