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
async function asksFor(world: FakeSyncDeps): Promise<string[]> {
  const before = world.requests.length;
  const published = world.published.length;
  await runSync(world, 'manual', () => false);
  expect(world.published.length).toBe(published + 1);
  world.wait(HOUR);
  return world.requests.slice(before).map((request) => {
    if (request.kind === 'deltas') return `deltas of ${request.ids.length}`;
    const from = request.cursor ?? 'first';
    if (request.kind === 'page') return `${request.accountId ?? request.list} ${from}`;
    return `accounts ${from}${request.knownEtag === null ? '' : ' if changed'}`;
  });
}
const SURVEY = ['accounts first if changed', 'accounts 20 if changed'];

describe('incremental sync', () => {
  it('requests only the accounts when none was refreshed', async () => {
    const world = worldOf(new Tracked());
    await asksFor(world);
    expect(await asksFor(world)).toEqual(SURVEY);
  });

  it('lists the refreshed accounts, and requests their deltas in full batches', async () => {
    const tracked = new Tracked();
    const world = worldOf(tracked);
    await asksFor(world);
    tracked.refresh(NOW, 'a1', 'a2', 'a3', 'a7', 'a8', 'a25');
    const asked = await asksFor(world);
    expect(asked.slice(0, 2)).toEqual(SURVEY);
    expect(asked.slice(2, 8).sort()).toEqual(
      ['a1', 'a2', 'a25', 'a3', 'a7', 'a8'].map((id) => `${id} first`),
    );
    expect(asked.slice(8)).toEqual(['deltas of 200', 'deltas of 40']);
    expect(await asksFor(world)).toEqual(SURVEY);
  });

  it('requests deltas only for posts with new counts', async () => {
    const tracked = new Tracked();
    const world = worldOf(tracked);
    await asksFor(world);
    tracked.refresh(NOW, 'a1');
    const [index, still] = [...tracked.posts.entries()].find(([, { id }]) => id === 'a1-7') ?? [];
    tracked.posts[index ?? -1] = { ...(still as Post), lastRefreshedAt: NOW - HOUR };
    expect(await asksFor(world)).toEqual([...SURVEY, 'a1 first', 'deltas of 39']);
  });

  it('requests no deltas for posts whose gains the history covers', async () => {
    const tracked = new Tracked();
    const coveredIds = Array.from({ length: 39 }, (_, index) => `a1-${index}`);
    const world = worldOf(tracked, { coveredIds });
    await asksFor(world);
    tracked.refresh(NOW, 'a1');
    expect(await asksFor(world)).toEqual([...SURVEY, 'a1 first', 'deltas of 1']);
  });

  it('lists everything when most accounts were refreshed', async () => {
    const tracked = new Tracked();
    const world = worldOf(tracked);
    await asksFor(world);
    tracked.refresh(NOW, ...ACCOUNTS);
    const asked = await asksFor(world);
    expect(asked).not.toContain('a1 first');
    expect(asked.filter((request) => request.startsWith('account-videos'))).toHaveLength(
      FULL_LISTING,
    );
    expect(asked.filter((request) => request.startsWith('deltas'))).toHaveLength(6);
  });

  it('lists what was not listed for a day', async () => {
    const world = worldOf(new Tracked());
    await asksFor(world);
    world.wait(DAY + 1);
    expect(
      (await asksFor(world)).filter((request) => request.startsWith('account-videos')).length,
    ).toBeGreaterThan(0);
  });

  it('drops the posts of an account that is no longer tracked', async () => {
    const tracked = new Tracked();
    const world = worldOf(tracked);
    await asksFor(world);
    tracked.untrack('a4');
    expect(await asksFor(world)).toEqual([
      ...SURVEY.slice(0, 1).map(() => 'accounts first if changed'),
      'accounts 20 if changed',
      'a4 first',
    ]);
    expect(world.library.manifest()?.accounts.a4).toBeUndefined();
  });

  it('resumes after a death without repeating a listing', async () => {
    const tracked = new Tracked();
    let isDown = false;
    const world = worldOf(tracked, {
      problemFor: (request) =>
        isDown && request.kind === 'deltas' ? aProblem({ kind: 'network' }) : null,
    });
    await asksFor(world);
    tracked.refresh(NOW, 'a1', 'a2');
    isDown = true;
    await runSync(world, 'manual', () => false);
    world.wait(HOUR);
    isDown = false;
    expect(await asksFor(world)).toEqual(['deltas of 80']);
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
      const world = worldOf(new Tracked(), untrackedAccounts({ kind }));
      const first = await asksFor(world);
      const second = await asksFor(world);
      expect(first).toHaveLength(1 + FULL_LISTING + 6);
      expect(second).toHaveLength(1 + FULL_LISTING);
    },
  );

  it('retries accounts that cannot be parsed once, then lists everything', async () => {
    const world = worldOf(new Tracked(), untrackedAccounts({ kind: 'unexpected-response' }));
    await runSync(world, 'manual', () => false);
    expect(world.published).toHaveLength(0);
    expect((await asksFor(world)).slice(0, 2)).toEqual(['accounts first', 'account-videos first']);
  });

  it('lists everything when the API ignores the account filter', async () => {
    const tracked = new Tracked();
    const parts = { ignores: 'filters' as const };
    const world = worldOf(tracked, parts);
    await asksFor(world);
    tracked.refresh(NOW, 'a1');
    const asked = await asksFor(world);
    expect(asked.filter((request) => request === 'a1 first')).toHaveLength(1);
    expect(asked.filter((request) => request.startsWith('account-videos'))).toHaveLength(6);
    expect(asked.at(-1)).toBe('deltas of 40');
  });

  it('lists everything when the API refuses the account filter', async () => {
    const tracked = new Tracked();
    const world = worldOf(tracked, {
      problemFor: (request) =>
        request.kind === 'page' && request.accountId !== null
          ? aProblem({ kind: 'validation' })
          : null,
    });
    await asksFor(world);
    tracked.refresh(NOW, 'a1');
    expect(
      (await asksFor(world)).filter((request) => request.startsWith('account-videos')).length,
    ).toBeGreaterThan(5);
  });
});
