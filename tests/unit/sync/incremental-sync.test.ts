import { describe, expect, it } from 'vitest';
import type { Post } from '../../../utils/breakouts/model/post.ts';
import type { TrackedAccount } from '../../../utils/creator-audit/accounts.ts';
import { runSync } from '../../../utils/sync/run-sync.ts';
import {
  type FakeSyncDeps,
  type FakeSyncParts,
  fakeSyncDeps,
} from '../../builders/fake-sync-deps.ts';
import { aPost } from '../../builders/post.ts';
import { aProblem } from '../../builders/problem.ts';
import { DAY, HOUR, NOW } from '../../builders/time.ts';
import { aTrackedAccount } from '../../builders/tracked-account.ts';

const ACCOUNTS = Array.from({ length: 30 }, (_, index) => `a${index}`);
const POSTS_EACH = 40;
/** Pages of all 1,200 posts, read from both ends: six, and one in which the ends meet. */
const FULL_LISTING = 7;

/** An API whose accounts are refreshed when a test says so. */
class Tracked {
  readonly posts: Post[] = [];
  readonly accounts: TrackedAccount[] = [];
  readonly videos: Post[] = [];

  constructor() {
    for (const id of ACCOUNTS) this.#track(id);
  }

  /** Refreshes the posts of some accounts. */
  refresh(at: number, ...ids: readonly string[]): void {
    for (const [index, { accountKey }] of this.posts.entries()) {
      if (ids.includes(accountKey ?? ''))
        this.posts[index] = { ...(this.posts[index] as Post), lastRefreshedAt: at };
    }
    for (const [index, account] of this.accounts.entries()) {
      if (ids.includes(account.id)) this.accounts[index] = { ...account, refreshedAt: at };
    }
  }

  untrack(id: string): void {
    this.accounts.splice(
      this.accounts.findIndex((account) => account.id === id),
      1,
    );
    for (const post of this.posts.filter(({ accountKey }) => accountKey === id)) {
      this.posts.splice(this.posts.indexOf(post), 1);
    }
  }

  #track(id: string): void {
    this.accounts.push(aTrackedAccount({ id, platform: 'tiktok', refreshedAt: NOW - HOUR }));
    for (let index = 0; index < POSTS_EACH; index++) {
      this.posts.push(
        aPost({
          id: `${id}-${index}`,
          accountKey: id,
          platform: 'tiktok',
          lastRefreshedAt: NOW - HOUR,
        }),
      );
    }
  }
}

function worldOf(tracked: Tracked, parts: FakeSyncParts = {}): FakeSyncDeps {
  const lists = { 'account-videos': tracked.posts, videos: tracked.videos };
  return fakeSyncDeps({ lists, accounts: tracked.accounts, accountsPageSize: 20, ...parts });
}

/** Syncs, and advances the clock by an hour. @returns the requests */
async function asksFor(deps: FakeSyncDeps): Promise<string[]> {
  const before = deps.requests.length;
  const published = deps.published.length;
  await runSync(deps, 'manual', () => false);
  expect(deps.published.length).toBe(published + 1);
  deps.wait(HOUR);
  return deps.requests.slice(before).map((request) => {
    if (request.kind === 'deltas') return `deltas of ${request.ids.length}`;
    const from = request.cursor ?? 'first';
    if (request.kind === 'page') return `${request.accountId ?? request.list} ${from}`;
    return `accounts ${from}${request.knownEtag === null ? '' : ' if changed'}`;
  });
}
const SURVEY = ['accounts first if changed', 'accounts 20 if changed'];

describe('incremental sync', () => {
  it('requests only the accounts when none was refreshed', async () => {
    const deps = worldOf(new Tracked());
    await asksFor(deps);
    expect(await asksFor(deps)).toEqual(SURVEY);
  });

  it('lists the refreshed accounts, and requests their deltas in full batches', async () => {
    const tracked = new Tracked();
    const deps = worldOf(tracked);
    await asksFor(deps);
    tracked.refresh(NOW, 'a1', 'a2', 'a3', 'a7', 'a8', 'a25');
    const asked = await asksFor(deps);
    expect(asked.slice(0, 2)).toEqual(SURVEY);
    expect(asked.slice(2, 8).sort()).toEqual(
      ['a1', 'a2', 'a25', 'a3', 'a7', 'a8'].map((id) => `${id} first`),
    );
    expect(asked.slice(8)).toEqual(['deltas of 200', 'deltas of 40']);
    expect(await asksFor(deps)).toEqual(SURVEY);
  });

  it('requests deltas only for posts with new counts', async () => {
    const tracked = new Tracked();
    const deps = worldOf(tracked);
    await asksFor(deps);
    tracked.refresh(NOW, 'a1');
    const [index, still] = [...tracked.posts.entries()].find(([, { id }]) => id === 'a1-7') ?? [];
    tracked.posts[index ?? -1] = { ...(still as Post), lastRefreshedAt: NOW - HOUR };
    expect(await asksFor(deps)).toEqual([...SURVEY, 'a1 first', 'deltas of 39']);
  });

  it('requests no deltas for posts whose gains the history covers', async () => {
    const tracked = new Tracked();
    const coveredIds = Array.from({ length: 39 }, (_, index) => `a1-${index}`);
    const deps = worldOf(tracked, { coveredIds });
    await asksFor(deps);
    tracked.refresh(NOW, 'a1');
    expect(await asksFor(deps)).toEqual([...SURVEY, 'a1 first', 'deltas of 1']);
  });

  it('lists everything when most accounts were refreshed', async () => {
    const tracked = new Tracked();
    const deps = worldOf(tracked);
    await asksFor(deps);
    tracked.refresh(NOW, ...ACCOUNTS);
    const asked = await asksFor(deps);
    expect(asked).not.toContain('a1 first');
    expect(asked.filter((request) => request.startsWith('account-videos'))).toHaveLength(
      FULL_LISTING,
    );
    expect(asked.filter((request) => request.startsWith('deltas'))).toHaveLength(6);
  });

  it('lists what was not listed for a day', async () => {
    const deps = worldOf(new Tracked());
    await asksFor(deps);
    deps.wait(DAY + 1);
    expect(
      (await asksFor(deps)).filter((request) => request.startsWith('account-videos')).length,
    ).toBeGreaterThan(0);
  });

  it('drops the posts of an account that is no longer tracked', async () => {
    const tracked = new Tracked();
    const deps = worldOf(tracked);
    await asksFor(deps);
    tracked.untrack('a4');
    expect(await asksFor(deps)).toEqual([
      ...SURVEY.slice(0, 1).map(() => 'accounts first if changed'),
      'accounts 20 if changed',
      'a4 first',
    ]);
    expect(deps.library.manifest()?.accounts.a4).toBeUndefined();
  });

  it('resumes after a death without repeating a listing', async () => {
    const tracked = new Tracked();
    let isDown = false;
    const deps = worldOf(tracked, {
      problemFor: (request) =>
        isDown && request.kind === 'deltas' ? aProblem({ kind: 'network' }) : null,
    });
    await asksFor(deps);
    tracked.refresh(NOW, 'a1', 'a2');
    isDown = true;
    await runSync(deps, 'manual', () => false);
    deps.wait(HOUR);
    isDown = false;
    expect(await asksFor(deps)).toEqual(['deltas of 80']);
  });
});

describe('incremental sync, limited API', () => {
  const untrackedAccounts = (kind: Parameters<typeof aProblem>[0]) => ({
    problemFor: (request: { kind: string }) =>
      request.kind === 'accounts' ? aProblem(kind) : null,
  });

  it.each(['not-found', 'refused', 'insufficient-scope', 'validation'] as const)(
    'lists everything when the accounts are refused (%s)',
    async (kind) => {
      const deps = worldOf(new Tracked(), untrackedAccounts({ kind }));
      const first = await asksFor(deps);
      const second = await asksFor(deps);
      expect(first).toHaveLength(1 + FULL_LISTING + 6);
      expect(second).toHaveLength(1 + FULL_LISTING);
    },
  );

  it('retries accounts that cannot be parsed once, then lists everything', async () => {
    const deps = worldOf(new Tracked(), untrackedAccounts({ kind: 'unexpected-response' }));
    await runSync(deps, 'manual', () => false);
    expect(deps.published).toHaveLength(0);
    expect((await asksFor(deps)).slice(0, 2)).toEqual(['accounts first', 'account-videos first']);
  });

  it('lists everything when the API ignores the account filter', async () => {
    const tracked = new Tracked();
    const parts = { ignores: 'filters' as const };
    const deps = worldOf(tracked, parts);
    await asksFor(deps);
    tracked.refresh(NOW, 'a1');
    const asked = await asksFor(deps);
    expect(asked.filter((request) => request === 'a1 first')).toHaveLength(1);
    expect(asked.filter((request) => request.startsWith('account-videos'))).toHaveLength(6);
    expect(asked.at(-1)).toBe('deltas of 40');
  });

  it('lists everything when the API refuses the account filter', async () => {
    const tracked = new Tracked();
    const deps = worldOf(tracked, {
      problemFor: (request) =>
        request.kind === 'page' && request.accountId !== null
          ? aProblem({ kind: 'validation' })
          : null,
    });
    await asksFor(deps);
    tracked.refresh(NOW, 'a1');
    expect(
      (await asksFor(deps)).filter((request) => request.startsWith('account-videos')).length,
    ).toBeGreaterThan(5);
  });

  it('takes nothing over from slices that were under way when one was refused', async () => {
    const tracked = new Tracked();
    const deps = worldOf(tracked, {
      problemFor: (request) =>
        request.kind === 'page' && request.accountId === 'a1'
          ? aProblem({ kind: 'validation' })
          : null,
      travel: async (answer) => {
        const isRefused = (answer as { readonly ok: boolean }).ok === false;
        if (!isRefused) await new Promise((resolve) => setTimeout(resolve, 5));
        return answer;
      },
    });
    await asksFor(deps);
    tracked.refresh(NOW, 'a1', 'a2', 'a3');
    const asked = await asksFor(deps);
    expect(asked).toEqual(expect.arrayContaining(['a1 first', 'a2 first', 'a3 first']));
    const listed = asked.filter((request) => request.startsWith('account-videos'));
    expect(deps.published.at(-1)?.run).toMatchObject({
      pages: listed.length,
      posts: tracked.posts.length,
    });
  });
});
