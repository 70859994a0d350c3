import { DeltaTable } from '../breakouts/model/delta-table.ts';
import type { Post } from '../breakouts/model/post.ts';
import { stagedGainsSchema } from './gains-record.ts';
import type { StagedPostsKey } from './library-database.ts';
import { recordsOf } from './library-records.ts';
import { type PostText, postAt, type TextRecord, textAt } from './posts-record.ts';
import { type LibraryDeltas, takeGains } from './read-deltas.ts';
import type { LibraryPosts } from './read-library.ts';
import { NO_TEXT } from './read-texts.ts';
import { loadStagedTexts, parseStaged, stagedPagesOf } from './staged-records.ts';

/**
 * Reads the posts that the run under way has fetched so far, each once.
 *
 * @param isPending true for the id of a post whose gains have not come: it is left out
 * @throws RunLost when a record is damaged or gone
 */
export async function readStagedPosts(
  run: string,
  isPending: (id: string) => boolean,
): Promise<LibraryPosts> {
  const posts: Post[] = [];
  const places: { readonly key: StagedPostsKey; readonly row: number }[] = [];
  const known = new Set<string>();
  for await (const { key, posts: page } of stagedPagesOf(run)) {
    for (const [row, id] of page.ids.entries()) {
      if (known.has(id) || isPending(id)) continue;
      known.add(id);
      posts.push(postAt(page, row));
      places.push({ key, row });
    }
  }
  return {
    posts,
    damaged: [],
    isTrackedAlone: (row) => places[row]?.key[2] === 'videos',
    async textsOf(rows) {
      const byPage = Map.groupBy(rows, (row) => places[row]?.key as StagedPostsKey);
      const records = await loadStagedTexts([...byPage.keys()]);
      const texts = new Map<number, PostText>();
      for (const [index, rowsThere] of [...byPage.values()].entries()) {
        const record = records[index] as TextRecord;
        for (const row of rowsThere) {
          texts.set(row, textAt(record, places[row]?.row as number) ?? NO_TEXT);
        }
      }
      return texts;
    },
    deltasOf: (windows) => readStagedDeltas(run, posts, windows),
  };
}

async function readStagedDeltas(
  run: string,
  posts: readonly Post[],
  windows: readonly number[],
): Promise<LibraryDeltas> {
  const deltas = new DeltaTable(posts, windows);
  for await (const { value } of recordsOf('stagedGains', run)) {
    const gains = parseStaged(stagedGainsSchema, value);
    for (const [row, id] of gains.ids.entries()) {
      const place = deltas.rowOf(id);
      if (place !== undefined) takeGains(deltas, place, gains, row);
    }
  }
  return { deltas, notFound: 0, damaged: [] };
}
