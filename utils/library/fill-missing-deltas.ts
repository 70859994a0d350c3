import type { DeltaTable } from '../breakouts/model/delta-table.ts';
import type { Post } from '../breakouts/model/post.ts';
import { fillDeltas, hasMissingDelta } from '../history/fill-deltas.ts';
import { historyGain } from '../history/history-gain.ts';
import { historyAccountOf, historyOf } from './read-history.ts';

/**
 * Fills in what our own history knows and the API did not give. The history complements
 * CreatorAudit's figures and is never required: if it cannot be read, the API's own figures stay.
 *
 * @param deltas of `posts`, row by row
 */
export async function fillMissingDeltas(posts: readonly Post[], deltas: DeltaTable): Promise<void> {
  const isWanted = (id: string) => hasMissingDelta(deltas, id);
  const accounts = new Set<string>();
  for (const post of posts) if (isWanted(post.id)) accounts.add(historyAccountOf(post));
  try {
    // A gain needs two points.
    for await (const seriesById of historyOf(accounts, { isWanted, fewestPoints: 2 })) {
      for (const [id, series] of seriesById) {
        const post = posts[deltas.rowOf(id) as number] as Post;
        fillDeltas(deltas, post, (days) => historyGain(series, days));
      }
    }
  } catch {
    // The API's own figures suffice.
  }
}
