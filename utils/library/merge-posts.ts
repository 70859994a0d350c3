import type { Post } from '../breakouts/model/post.ts';
import { type GainRow, gainsRecord, gainsRecordSchema, wasAsked } from './gains-record.ts';
import type { Group } from './group.ts';
import { GROUP_STORES, type GroupKey } from './library-database.ts';
import type { MergeDamage } from './merge-history.ts';
import {
  type PostText,
  postsRecord,
  postsRecordSchema,
  textRecord,
  textRecordSchema,
} from './posts-record.ts';
import type { RecordWriter } from './record-writer.ts';
import { isSameRecord } from './same-record.ts';
import type { StoredGroupRecord } from './stored-records.ts';

/** Posts in one record; an account with more takes several. */
const MAX_RECORD_POSTS = 2000;

/** A listed post with what came with it. */
interface StagedRow {
  readonly post: Post;
  readonly text: PostText;
  /** Its deltas, the latest last; empty when they were not asked for. */
  readonly gains: GainRow[];
}

/** All posts that a run has listed of a group: others of the group are gone. */
export interface GroupRows {
  readonly group: Group;
  readonly rows: StagedRow[];
}

/** Posts, texts and gains of a record, row by row. */
interface Chunk {
  readonly key: GroupKey;
  readonly posts: Post[];
  readonly texts: PostText[];
  readonly gains: GainRow[][];
  /** The records that are stored; damaged ones are missing. */
  readonly before: Readonly<Partial<Record<(typeof GROUP_STORES)[number], unknown>>> | null;
}

/**
 * Replaces the posts of a group by those listed. A post stays in its record and in its place there,
 * so that records in which nothing has changed are not written.
 */
export function mergePosts(
  writer: RecordWriter,
  stored: readonly StoredGroupRecord[],
  { group, rows }: GroupRows,
  windows: readonly number[],
  damage: MergeDamage,
): void {
  const listed = new Map(rows.map((row) => [row.post.id, row]));
  const chunks: Chunk[] = [];
  let isDamaged = false;
  for (const { key, posts, texts, gains } of stored) {
    const record = postsRecordSchema.safeParse(posts);
    const formerGains = gainsRecordSchema.safeParse(gains);
    const formerTexts = textRecordSchema.safeParse(texts);
    const before = { posts: record.data, texts: formerTexts.data, gains: formerGains.data };
    const chunk: Chunk = { key, posts: [], texts: [], gains: [], before };
    chunks.push(chunk);
    isDamaged ||= !record.success || !formerGains.success || !formerTexts.success;
    if (!record.success) continue;
    for (const [row, id] of record.data.ids.entries()) {
      const now = listed.get(id);
      if (now === undefined) continue;
      listed.delete(id);
      chunk.posts.push(now.post);
      chunk.texts.push(now.text);
      const known =
        formerGains.success && wasAsked(formerGains.data, row)
          ? [{ record: formerGains.data, row }]
          : [];
      chunk.gains.push([...known, ...now.gains]);
    }
  }
  if (isDamaged) damage.groups += 1;
  addNewRows(chunks, group, [...listed.values()]);
  for (const { key, posts, texts, gains, before } of chunks) {
    if (posts.length === 0) {
      for (const name of GROUP_STORES) writer.delete(name, key);
      continue;
    }
    const records = {
      posts: postsRecord(posts),
      texts: textRecord(texts),
      gains: gainsRecord(gains, windows),
    };
    for (const name of GROUP_STORES) {
      if (!isSameRecord(before?.[name], records[name])) writer.put(name, records[name], key);
    }
  }
}

function addNewRows(chunks: Chunk[], { list, account }: Group, rows: readonly StagedRow[]): void {
  for (const { post, text, gains } of rows) {
    let last = chunks.at(-1);
    if (last === undefined || last.posts.length >= MAX_RECORD_POSTS) {
      const number = last === undefined ? 0 : last.key[2] + 1;
      last = { key: [list, account, number], posts: [], texts: [], gains: [], before: null };
      chunks.push(last);
    }
    last.posts.push(post);
    last.texts.push(text);
    last.gains.push(gains);
  }
}
