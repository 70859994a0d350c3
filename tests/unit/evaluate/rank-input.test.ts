import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
        ...{ id: 'one', state: 'no-baseline', reason: 'too-few-posts', gain: 1000 },
        ...{ expected: null, multiple: null, z: null, speedUp: null },
      },
    ]);
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
