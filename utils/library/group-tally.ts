import { accountIdOf } from '../sync/account-id.ts';
import type { LibraryHead } from '../sync/library-manifest.ts';
import type { Group } from './group.ts';
import type { GroupKey } from './library-database.ts';

/** Counts the rows of each group, to find those that lack some: databases lose records silently. */
export class GroupTally {
  /** By list and account. */
  readonly #rows = new Map<string, Map<string, number>>();
  readonly #damaged = new Map<string, Set<string>>();

  /** @param rows `null`: the record is damaged */
  add([list, account]: GroupKey, rows: number | null): void {
    const ofList = this.#rows.get(list) ?? new Map<string, number>();
    this.#rows.set(list, ofList.set(account, (ofList.get(account) ?? 0) + (rows ?? 0)));
    if (rows === null) this.#noteDamage(list, account);
  }

  /** Compares the rows of an account with the number of posts that were listed. */
  compare(account: string, posts: number): void {
    const rows = this.#rows.get('account-videos')?.get(account) ?? 0;
    if (rows !== posts) this.#noteDamage('account-videos', account);
  }

  /** Returns the groups with a damaged record, and those with fewer or more rows than listed. */
  damaged({ fullListing, videos }: LibraryHead): Group[] {
    const groups: Group[] = [];
    for (const [list, damaged] of this.#damaged) {
      for (const account of damaged) groups.push({ list, account });
    }
    let rowsWithoutAccount = 0;
    for (const [account, rows] of this.#rows.get('account-videos') ?? []) {
      if (accountIdOf({ accountKey: account || null }) === null) rowsWithoutAccount += rows;
    }
    let rowsOfVideos = 0;
    for (const rows of this.#rows.get('videos')?.values() ?? []) rowsOfVideos += rows;
    if (rowsOfVideos !== (videos?.posts ?? 0)) groups.push({ list: 'videos', account: '' });
    if (rowsWithoutAccount !== (fullListing?.postsWithoutAccount ?? 0)) {
      groups.push({ list: 'account-videos', account: '' });
    }
    return groups;
  }

  #noteDamage(list: string, account: string): void {
    this.#damaged.set(list, (this.#damaged.get(list) ?? new Set<string>()).add(account));
  }
}
