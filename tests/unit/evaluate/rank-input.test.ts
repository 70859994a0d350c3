import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Classification } from '../../../utils/breakouts/rule/classification.ts';
import { rankFileOfReasons } from '../../builders/rank-file-of-reasons.ts';
import { readRankInput } from '../../evaluate/read-rank-input.ts';

const NOW = Date.UTC(2026, 10, 23, 12);

const row = {
  id: 'one',
  platform: 'tiktok',
  account_username: 'someone',
  create_time: '2026-11-20T12:00:00Z',
  first_scrape_time: '2026-11-21T12:00:00Z',
  last_scrape_time: '2026-11-23T10:00:00Z',
  view_count: 1000,
};

const file = {
  now: '2026-11-23T12:00:00Z',
  window: 7,
  sensitivity: 'quiet',
  posts: [row],
  deltas: { one: { '7d': 5, '14d': 9 } },
};

function read(changes: Record<string, unknown>) {
  return readRankInput(JSON.stringify({ ...file, ...changes }));
}

describe('input of npm run rank', () => {
  it('is parsed like a response of the API', () => {
    const { input, rowsWithoutId } = read({ posts: [row, { view_count: 3 }] });
    expect(input).toMatchObject({
      now: NOW,
      windowDays: 7,
      sensitivity: 'quiet',
      posts: [{ id: 'one', views: 1000 }],
    });
    const gained = { 7: { views: 5, engagement: null }, 14: { views: 9, engagement: null } };
    expect(input.deltas).toEqual(new Map([['one', gained]]));
    expect(rowsWithoutId).toBe(1);
  });

  it.each([
    '2026-11-23T12:00:00Z',
    '2026-11-23T13:00:00+01:00',
    '2026-11-23T12:00:00',
    NOW,
    NOW / 1000,
  ])('accepts its time as ISO 8601, milliseconds or seconds: %s', (now) => {
    expect(read({ now }).input.now).toBe(NOW);
  });

  it.each([7, '7', '7d'])('accepts its window in days: %o', (window) => {
    expect(read({ window }).input.windowDays).toBe(7);
  });

  it('accepts a missing or custom sensitivity', () => {
    expect(read({ sensitivity: undefined }).input.sensitivity).toBe('balanced');
    const own = { multiple: 3, minimumGain: 10 };
    expect(read({ sensitivity: own }).input.sensitivity).toEqual({ kind: 'custom', ...own });
  });

  it('keeps the later of two rows with the same id', () => {
    expect(read({ posts: [row, { ...row, view_count: 2 }] }).input.posts).toMatchObject([
      { views: 2 },
    ]);
  });

  it.each([
    [{ now: 'today' }, /^now must be/],
    [{ window: 0 }, /^window must be/],
    [{ window: '7 days' }, /^window must be/],
    [{ sensitivity: 'loud' }, /^sensitivity must be/],
    [{ posts: {} }, /^posts must be/],
    [{ deltas: 3 }, /^deltas must/],
  ])('reports what is wrong: %o', (changes, message) => {
    expect(() => read(changes)).toThrow(message);
  });

  it('reports invalid JSON', () => {
    expect(() => readRankInput('{')).toThrow(/is no JSON/);
  });
});

describe('npm run rank', () => {
  const rank = (path: string) =>
    execa(process.execPath, ['--no-warnings', 'tests/evaluate/rank-file.ts', path]);
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rank-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it('prints only JSON', async () => {
    const path = join(folder, 'library.json');
    await writeFile(path, JSON.stringify(file));
    const { stdout } = await rank(path);
    expect(JSON.parse(stdout)).toEqual([
      {
        ...{ id: 'one', state: 'no-baseline', reason: 'too-few-posts', headline: 'gain' },
        ...{ gain: 1000, gainDays: 70 / 24, expected: null, multiple: null, usualCount: null },
        ...{ lifetimeMultiple: null, z: null, speedUp: null },
        ...{ lowEngagement: false, wasRecounted: false },
      },
    ]);
  });

  it.each([
    [
      7,
      {
        'new-hit': ['hit-since-published'],
        resurging: ['sped-up'],
        'still-running': ['not-sped-up'],
        ordinary: ['account-rise', 'low-multiple', 'small-gain', 'within-scatter'],
        stale: ['not-refreshed-lately'],
        'no-baseline': ['account-unknown', 'age-unknown', 'too-few-posts'],
        'insufficient-history': [
          ...['no-count', 'no-gain', 'no-second-refresh', 'unavailable', 'window-not-covered'],
        ],
      },
    ],
    // A day without a refresh can be missing from short windows only.
    [1, { 'insufficient-history': expect.arrayContaining(['not-refreshed-in-window']) }],
  ])('prints every reason that there can be over %i days', async (windowDays, reasons) => {
    const path = join(folder, 'reasons.json');
    await writeFile(path, JSON.stringify(rankFileOfReasons(windowDays)));
    const rows: Classification[] = JSON.parse((await rank(path)).stdout);
    const found = Object.groupBy(rows, ({ state }) => state);
    expect(
      Object.fromEntries(
        Object.entries(found).map(([state, ofState]) => [
          state,
          [...new Set(ofState.map(({ reason }) => reason))].sort(),
        ]),
      ),
    ).toMatchObject(reasons);
    // The posts that are named after a reason have it, as far as the window knows that reason.
    const named = rows.filter(({ id }) => Object.values(reasons).flat().includes(id));
    for (const { id, reason } of named) expect(reason).toBe(id);
    expect(rows.find(({ id }) => id === 'recounted')).toMatchObject({ wasRecounted: true });
  });

  it('compares formats by their media_type', async () => {
    const path = join(folder, 'formats.json');
    const { posts, ...rest } = rankFileOfReasons(7);
    const expectedOf = async (mediaTypeOf: (id: string) => string) => {
      const typed = posts.map((post) => ({ ...post, media_type: mediaTypeOf(String(post.id)) }));
      await writeFile(path, JSON.stringify({ ...rest, posts: typed }));
      const rows: Classification[] = JSON.parse((await rank(path)).stdout);
      return rows.find(({ id }) => id === 'scattered 5')?.expected ?? 0;
    };
    // The scattered posts are of two levels by turns, as if of two formats.
    const apart = await expectedOf((id) => (/^scattered [02468]/.test(id) ? 'image' : 'video'));
    expect(apart).toBeGreaterThan(4 * (await expectedOf(() => 'video')));
  });

  it('prints the error on standard error, and fails', async () => {
    const missing = join(folder, 'missing.json');
    await expect(rank(missing)).rejects.toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: expect.stringContaining(missing),
    });
  });
});

describe('docs/rank-format.md', () => {
  it('contains an example that can be ranked', async () => {
    const text = await readFile('docs/rank-format.md', 'utf8');
    const [, example = ''] = /```json\n([\s\S]*?)```/.exec(text) ?? [];
    const { input, rowsWithoutId } = readRankInput(example);
    expect(input).toMatchObject({
      windowDays: 7,
      posts: [{ id: 'a', accountKey: 'x', views: 1000 }],
    });
    const gained = { views: 900, engagement: null };
    expect(input.deltas).toEqual(new Map([['a', { 7: gained, 14: gained }]]));
    expect(rowsWithoutId).toBe(0);
  });
});
