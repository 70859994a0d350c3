import type { ShownPost } from '../../../utils/state/shown-post.ts';
import type { ShownPosts } from '../full-view-context.ts';
import { shownPostAt } from './shown-post-at.ts';
import type { ShownRows } from './use-shown-rows.ts';

/** The texts that are read at once for an export. */
const READ_BATCH = 2000;

/** Makes the rows of the table available to actions and exports, in the order shown. */
export function shownPostsOf({ rows, order }: ShownRows): ShownPosts {
  const { columns } = rows;
  return {
    count: order.length,
    async read(postIds) {
      const wanted =
        postIds === null ? order : order.filter((row) => postIds.has(columns.ids[row] as string));
      const posts: ShownPost[] = [];
      for (let start = 0; start < wanted.length; start += READ_BATCH) {
        const batch = wanted.slice(start, start + READ_BATCH);
        const texts = await rows.textsOf(batch);
        // An export without captions and links would look complete.
        if (texts === null) throw new Error('the texts of these rows are no longer in the library');
        for (const [index, row] of batch.entries())
          posts.push(shownPostAt(columns, row, texts[index]));
      }
      return posts;
    },
  };
}
