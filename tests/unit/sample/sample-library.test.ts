import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sampleLibrarySchema, samplePosts } from '../../../utils/sample/sample-library.ts';
import { DAY, HOUR, NOW } from '../../builders/time.ts';

const FILE = readFileSync(join(import.meta.dirname, '../../../public/sample.json'));
const library = sampleLibrarySchema.parse(JSON.parse(FILE.toString()));

describe('sample library', () => {
  it('weighs at most 12 kB gzip', () => {
    expect(gzipSync(FILE).length).toBeLessThanOrEqual(12_000);
  });

  it('has posts of every account, and each breakout is of an account that exists', () => {
    const posts = samplePosts(library, NOW, NOW);
    expect(posts.length).toBeGreaterThan(100);
    expect(new Set(posts.map(({ account }) => account)).size).toBe(library.accounts.length);
    for (const { account } of library.breakouts) {
      expect(library.accounts[account]).toBeDefined();
    }
  });

  it('is the same whenever it is asked for', () => {
    const [first] = samplePosts(library, NOW, NOW);
    const again = samplePosts(library, NOW, NOW + 20 * DAY).find(({ id }) => id === first?.id);
    expect(again?.caption).toBe(first?.caption);
    expect(again?.createdAt).toBe(first?.createdAt);
    expect(again?.viewsAt(NOW)).toBe(first?.viewsAt(NOW));
  });

  it('grows with the clock: views only rise, and new posts come', () => {
    const before = samplePosts(library, NOW, NOW);
    const after = samplePosts(library, NOW, NOW + 5 * DAY);
    expect(after.length).toBeGreaterThan(before.length);
    for (const post of after) {
      expect(post.viewsAt(NOW + 5 * DAY)).toBeGreaterThanOrEqual(post.viewsAt(NOW + HOUR));
      expect(post.viewsAt(post.createdAt)).toBe(0);
    }
  });

  it('has posts from their creation on', () => {
    const [post] = samplePosts(library, NOW, NOW + DAY).filter(({ createdAt }) => createdAt > NOW);
    const idsAt = (now: number) => samplePosts(library, NOW, now).map(({ id }) => id);
    expect(post).toBeDefined();
    expect(idsAt(post?.createdAt ?? 0)).toContain(post?.id);
    expect(idsAt((post?.createdAt ?? 0) - 1)).not.toContain(post?.id);
  });

  it('lets the described posts take off when and as far as described, and no others', () => {
    const end = NOW + 60 * DAY;
    const posts = samplePosts(library, NOW, end);
    const usual = samplePosts({ ...library, breakouts: [] }, NOW, end);
    const viewsOf = (all: typeof posts, id: string | undefined, time: number) =>
      all.find((post) => post.id === id)?.viewsAt(time) ?? 0;
    const boosted = library.breakouts.map(({ account, age, hour, times }) => {
      const at = NOW + hour * HOUR;
      const createdAt = at - age * DAY;
      const [post] = usual
        .filter((other) => other.account === account)
        .sort((a, b) => Math.abs(a.createdAt - createdAt) - Math.abs(b.createdAt - createdAt));
      const boost = (time: number) =>
        viewsOf(posts, post?.id, time) - viewsOf(usual, post?.id, time);
      expect(boost(at)).toBe(0);
      const expected = times * (library.accounts[account]?.usualViews ?? 0);
      expect(boost(at + 20 * DAY) / expected).toBeCloseTo(1, 2);
      return post?.id;
    });
    const changed = usual.filter(
      ({ id, viewsAt }) => Math.abs(viewsOf(posts, id, end) - viewsAt(end)) > 1,
    );
    expect(changed.map(({ id }) => id).sort()).toEqual([...boosted].sort());
  });

  it('stays the same over updates: marks and history of an open sample keep their posts', () => {
    const end = NOW + 60 * DAY;
    const posts = samplePosts(library, NOW, end);
    const figures = ['sample-0-1', 'sample-5-40'].map((id) => {
      const post = posts.find((other) => other.id === id);
      const { createdAt = 0, likeRate = 0 } = post ?? {};
      return [(createdAt - NOW) / HOUR, post?.viewsAt(end), likeRate].map((figure = 0) =>
        Number(figure.toPrecision(6)),
      );
    });
    expect(figures).toEqual([
      [-1729.16, 8376, 0.0718996],
      [1116.4, 5495, 0.0865885],
    ]);
  });

  it('spreads the posts of an account over its days, one after the other', () => {
    const posts = samplePosts(library, NOW, NOW + 60 * DAY);
    library.accounts.forEach(({ everyDays, captions }, account) => {
      const own = posts.filter((post) => post.account === account);
      expect(own.length).toBe(Math.floor(135 / everyDays));
      own.forEach(({ createdAt, caption }, index) => {
        const days = (createdAt - NOW) / DAY + 75 - index * everyDays;
        expect(days).toBeGreaterThanOrEqual(0);
        expect(days).toBeLessThan(0.6 * everyDays);
        expect(caption).toBe(captions[index % captions.length]);
      });
    });
  });

  it('has posts without a caption where an account has no captions', () => {
    const accounts = library.accounts.map((account) => ({ ...account, captions: [] }));
    const posts = samplePosts({ ...library, accounts }, NOW, NOW);
    expect(new Set(posts.map(({ caption }) => caption))).toEqual(new Set(['']));
  });

  it('gives a post most of its views within days', () => {
    const [post] = samplePosts({ ...library, breakouts: [] }, NOW, NOW);
    const { createdAt = 0, viewsAt = () => 0 } = post ?? {};
    const share = viewsAt(createdAt + 2 * DAY) / viewsAt(createdAt + 20 * DAY);
    expect(share).toBeGreaterThan(0.5);
    expect(share).toBeLessThan(0.7);
  });
});
