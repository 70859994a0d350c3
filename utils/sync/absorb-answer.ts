import type { Post } from '../breakouts/post.ts';
import type { DeltasAnswer } from '../creator-audit/deltas.ts';
import { guardPaging } from '../creator-audit/paging-guard.ts';
import type { Problem } from '../creator-audit/problem.ts';
import type { VideoPage } from '../creator-audit/video-page.ts';
import { type Checkpoint, newWalk, type Walk } from './checkpoint.ts';

/**
 * The checkpoint after a page of `walk` has come, and the posts that are new with it: a list that changes while it is walked shows some
 * posts twice, and both lists may hold the same post. A list that leads nowhere is a problem.
 *
 * @param knownIds the ids of all posts of the run so far
 */
export function absorbPage(
  checkpoint: Checkpoint,
  walk: Walk,
  page: VideoPage,
  knownIds: ReadonlySet<string>,
):
  | { readonly ok: true; readonly checkpoint: Checkpoint; readonly newPosts: readonly Post[] }
  | { readonly ok: false; readonly problem: Problem } {
  const newPosts = page.posts.filter(({ id }) => !knownIds.has(id));
  const moved: Walk = {
    ...walk,
    cursor: page.nextCursor,
    pages: walk.pages + 1,
    totalRows: page.totalCount ?? walk.totalRows,
    isDone: page.nextCursor === null,
  };
  // What another list, or the first walk of this one, has brought may fill many pages and says nothing of where they lead.
  const mayBeKnown = walk.wasRestarted || checkpoint.walks.length > 1;
  const newRows = mayBeKnown ? page.rowCount : newPosts.length;
  const guarded = page.nextCursor === null ? null : guardPaging(walk.guard, page.nextCursor, newRows);
  if (guarded?.ok === false) return guarded;
  return {
    ok: true,
    newPosts,
    checkpoint: {
      ...withWalk(checkpoint, guarded === null ? moved : { ...moved, guard: guarded.guard }),
      pendingIds: [...checkpoint.pendingIds, ...newPosts.map(({ id }) => id)],
      nextRecord: checkpoint.nextRecord + 1,
      posts: checkpoint.posts + newPosts.length,
      rowsWithoutId: checkpoint.rowsWithoutId + page.rowsWithoutId,
    },
  };
}

/** The checkpoint with the walk of one list back at its start; what it has brought stays. */
export function restartWalk(checkpoint: Checkpoint, { list }: Walk): Checkpoint {
  return withWalk(checkpoint, { ...newWalk(list), wasRestarted: true });
}

/** The checkpoint after the deltas of `ids` have come. */
export function absorbDeltas(checkpoint: Checkpoint, ids: readonly string[], answer: DeltasAnswer): Checkpoint {
  const answered = new Set(ids);
  return {
    ...checkpoint,
    pendingIds: checkpoint.pendingIds.filter((id) => !answered.has(id)),
    nextRecord: checkpoint.nextRecord + 1,
    withoutDeltas: checkpoint.withoutDeltas + answer.notFound.length,
  };
}

function withWalk(checkpoint: Checkpoint, moved: Walk): Checkpoint {
  return { ...checkpoint, walks: checkpoint.walks.map((walk) => (walk.list === moved.list ? moved : walk)) };
}
