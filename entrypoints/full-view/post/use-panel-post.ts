import { useEffect, useMemo, useState } from 'preact/hooks';
import { sensitivityOf, thresholdsOf } from '../../../utils/breakouts/model/sensitivity.ts';
import type { PostColumns } from '../../../utils/post-table/post-columns.ts';
import { useFullView } from '../full-view-context.ts';
import type { PostCourse } from '../table/table-protocol.ts';
import { type PanelPost, postOfRow } from './post-of-row.ts';

/** The post of the panel, as far as it is loaded. */
export interface LoadedPost {
  /** `null` while it is not among the rows. */
  readonly panelPost: PanelPost | null;
  /** `null` until it is read. */
  readonly course: PostCourse | null;
  /** True if the library has no such post. */
  readonly isMissing: boolean;
}

interface Answer {
  readonly columns: PostColumns;
  readonly postId: string;
  readonly course: PostCourse | null;
}

/** Returns a post of the table, and reads the course of its life. */
export function usePanelPost(postId: string): LoadedPost {
  const { rows, ranking, page } = useFullView();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const columns = rows?.columns ?? null;
  const row = useMemo(() => columns?.ids.indexOf(postId) ?? -1, [columns, postId]);
  const isAnswered = answer?.postId === postId;
  // The course as of a former publication or window stays until the next is read.
  const course = isAnswered ? answer.course : null;
  const figures = answer?.columns === columns ? (course?.figures ?? null) : null;
  const published = ranking?.posts.find(({ id }) => id === postId);
  const panelPost = useMemo(() => {
    if (columns === null || row < 0) return null;
    const ofRow = postOfRow(columns, row, { text: course?.text ?? null, figures });
    return figures === null && published !== undefined ? { ...ofRow, post: published } : ofRow;
  }, [columns, row, course, figures, published]);

  useEffect(() => {
    if (rows === null || rows.courseOf === null || row < 0) return;
    let isCurrent = true;
    const { post } = postOfRow(rows.columns, row, { text: null, figures: null });
    const { multiple } = thresholdsOf(sensitivityOf(page.settings), rows.columns.windowDays);
    const request = {
      ...{ row, postId, accountKey: post.accountKey, figures: post, minMultiple: multiple },
      flag: post.flaggedAt === null ? null : { firstFlaggedAt: post.flaggedAt },
      lookingSince: page.publication?.lookingSince ?? 0,
    };
    rows.courseOf(request).then(
      (read) => isCurrent && setAnswer({ columns: rows.columns, postId, course: read }),
      () => isCurrent && setAnswer({ columns: rows.columns, postId, course: null }),
    );
    return () => {
      isCurrent = false;
    };
  }, [rows, row, postId]);
  return { panelPost, course, isMissing: columns?.isComplete === true && row < 0 };
}
