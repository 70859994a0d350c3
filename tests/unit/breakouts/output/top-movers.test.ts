import { describe, expect, it } from 'vitest';
import { topMovers } from '../../../../utils/breakouts/output/top-movers.ts';
import { postsNamed } from '../../../builders/post.ts';

const columns = (...values: readonly number[]) => Float64Array.from(values);
const TRACKED = columns(9, 9, 9, 9);

describe('topMovers', () => {
  it('sorts by gain, then by id, up to the limit', () => {
    const posts = postsNamed('d', 'c', 'b', 'a');
    const rows = topMovers(posts, columns(1, 5, 90, 5), TRACKED, 3);
    expect(rows.map((row) => posts[row]?.id)).toEqual(['b', 'a', 'c']);
  });

  it('excludes posts that were not refreshed twice', () => {
    expect(topMovers(postsNamed('once', 'twice'), columns(9, 1), columns(0, 1), 10)).toEqual([1]);
  });

  it('excludes posts with an unknown, zero or negative gain', () => {
    expect(
      topMovers(postsNamed('a', 'b', 'c', 'd'), columns(Number.NaN, 0, -3, 1), TRACKED, 10),
    ).toEqual([3]);
  });
});
