import { sharedCell } from '../history/text-column.ts';
import { type GainRow, gainsRecord, stagedGainsSchema } from './gains-record.ts';
import type { Group } from './group.ts';
import { recordsOf } from './library-records.ts';
import type { GroupRows } from './merge-posts.ts';
import { type PostsRecord, postAt, postsRecord, type TextRecord, textAt } from './posts-record.ts';
import { RunLost } from './run-lost.ts';
import { loadStagedTexts, parseStaged, type StagedPage } from './staged-records.ts';

/** Pages whose texts are read at once. */
const TEXT_BATCH = 10;

/**
 * Loads the staged rows of some groups, with their texts and gains. Rows are copied out of their
 * pages, because a page has posts of many accounts and would stay in memory completely.
 *
 * @param groups see {@link groupName}
 * @param staged all pages of the run
 * @throws RunLost when a record is damaged or missing
 */
export async function loadStagedRows(
  run: string,
  groups: ReadonlySet<string>,
  staged: AsyncIterable<StagedPage> | Iterable<StagedPage>,
): Promise<GroupRows[]> {
  const byGroup = new Map([...groups].map((name) => [name, groupRows(name)] as const));
  const gainsById = new Map<string, GainRow[]>();
  let pages: StagedPage[] = [];
  const take = async () => {
    const texts = await loadStagedTexts(pages.map(({ key }) => key));
    for (const [index, { posts, listing }] of pages.entries()) {
      const wanted = [...posts.ids.keys()].filter((row) =>
        byGroup.has(groupNameOf(listing, posts, row)),
      );
      const kept = pickPosts(posts, wanted);
      for (const [place, row] of wanted.entries()) {
        const text = textAt(texts[index] as TextRecord, row);
        if (text === undefined) throw new RunLost();
        const post = postAt(kept, place);
        const gains = gainsById.get(post.id) ?? [];
        gainsById.set(post.id, gains);
        byGroup.get(groupNameOf(listing, posts, row))?.rows.push({ post, text, gains });
      }
    }
    pages = [];
  };
  for await (const page of staged) {
    const { listing, posts } = page;
    if (!posts.ids.some((_, row) => byGroup.has(groupNameOf(listing, posts, row)))) continue;
    pages.push(page);
    if (pages.length >= TEXT_BATCH) await take();
  }
  await take();
  await loadGains(run, gainsById);
  return [...byGroup.values()];
}

/**
 * Reads the staged gains of the posts in `gainsById`, in the order in which they came.
 *
 * @throws RunLost
 */
async function loadGains(run: string, gainsById: ReadonlyMap<string, GainRow[]>): Promise<void> {
  for await (const { value } of recordsOf('stagedGains', run)) {
    const record = parseStaged(stagedGainsSchema, value);
    const wanted = [...record.ids.keys()].filter((row) => gainsById.has(record.ids[row] as string));
    const rows = wanted.map((row) => [{ record, row }]);
    const kept = wanted.length === record.ids.length ? record : gainsRecord(rows, record.windows);
    for (const [place, row] of wanted.entries()) {
      gainsById.get(record.ids[row] as string)?.push({ record: kept, row: place });
    }
  }
}

function pickPosts(posts: PostsRecord, rows: readonly number[]): PostsRecord {
  if (rows.length === posts.ids.length) return posts;
  return postsRecord(rows.map((row) => postAt(posts, row)));
}

/** The name of a group: no list has a slash in its name. */
export function groupName({ list, account }: Group): string {
  return `${list}/${account}`;
}

/** The name of the group of a staged row. */
export function groupNameOf(listing: string, posts: PostsRecord, row: number): string {
  const list = listing === 'videos' ? 'videos' : 'account-videos';
  return groupName({ list, account: sharedCell(posts.accountKeys, row) ?? '' });
}

function groupRows(name: string): GroupRows {
  const slash = name.indexOf('/');
  return { group: { list: name.slice(0, slash), account: name.slice(slash + 1) }, rows: [] };
}
