import * as z from 'zod/mini';
import type { DeltasByWindow } from '../breakouts/delta.ts';
import type { Post } from '../breakouts/post.ts';

const text = z.nullable(z.string());
const number = z.nullable(z.number());

const postSchema = z.object({
  id: z.string(),
  platform: text,
  accountKey: text,
  accountName: text,
  caption: text,
  url: text,
  createdAt: number,
  firstRefreshedAt: number,
  lastRefreshedAt: number,
  refreshIntervalHours: number,
  isUnavailable: z.boolean(),
  views: number,
  likes: number,
  comments: number,
  shares: number,
  saves: number,
}) satisfies z.ZodMiniType<Post>;

/** The posts that one page of a list has brought, as they stand in IndexedDB. */
export const postsRecordSchema = z.array(postSchema);

/** The deltas that one request has brought, as they stand in IndexedDB: by post id, by window in days. */
export const deltasRecordSchema = z.array(
  z.tuple([z.string(), z.record(z.string(), z.object({ views: number, engagement: number }))]),
) satisfies z.ZodMiniType<[string, DeltasByWindow][]>;
