import * as z from 'zod/mini';
import { trackedAccountSchema } from '../sync/library-manifest.ts';
import type { AccountsPageRecord } from '../sync/sync-deps.ts';
import { type StagedPostsKey, withLibrary } from './library-database.ts';
import { recordsOf } from './library-records.ts';
import {
  type PostsRecord,
  postsRecordSchema,
  type TextRecord,
  textRecordSchema,
} from './posts-record.ts';
import { RunLost } from './run-lost.ts';

const text = z.nullable(z.string());

/** A page of the tracked accounts. */
export const accountsPageSchema = z.object({
  cursor: text,
  nextCursor: text,
  etag: text,
  accounts: z.array(trackedAccountSchema),
}) satisfies z.ZodMiniType<AccountsPageRecord>;

/** A page of posts that the run under way has fetched. */
export interface StagedPage {
  readonly key: StagedPostsKey;
  /** The id of an account, or a whole list. */
  readonly listing: string;
  readonly posts: PostsRecord;
}

/**
 * The staged pages of a run in the order of their records.
 *
 * @throws RunLost when one is damaged
 */
export async function* stagedPagesOf(run: string): AsyncGenerator<StagedPage> {
  for await (const { key, value } of recordsOf('stagedPosts', run)) {
    yield { key, listing: key[2], posts: parseStaged(postsRecordSchema, value) };
  }
}

/** The texts of the staged pages named. @throws RunLost when one is damaged or gone */
export async function loadStagedTexts(keys: readonly StagedPostsKey[]): Promise<TextRecord[]> {
  const stored = await withLibrary((library) => {
    const { store } = library.transaction('stagedTexts');
    return Promise.all(keys.map((key) => store.get(key)));
  });
  return stored.map((value) => parseStaged(textRecordSchema, value));
}

/** Parses a record of the run under way. @throws RunLost when it is damaged */
export function parseStaged<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new RunLost();
  return parsed.data;
}
