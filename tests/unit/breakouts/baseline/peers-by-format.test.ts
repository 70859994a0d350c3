import { describe, expect, it } from 'vitest';
import { peersByFormat } from '../../../../utils/breakouts/baseline/peers-by-format.ts';
import { postTableOf, type TableRow } from '../../../builders/post-table.ts';

interface LevelRow extends TableRow {
  readonly level: number;
}

/** Posts of one format (pool) with these log levels. */
const posts = (pool: number, levels: readonly number[], account = 'a'): LevelRow[] =>
  levels.map((level) => ({ pool, account, level }));

/** The rows that each row is compared with. */
function peersOfEach(rows: readonly LevelRow[]): (readonly number[] | undefined)[] {
  const levels = Float64Array.from(rows, ({ level }) => level);
  const { peers, peersOf } = peersByFormat(postTableOf(rows), levels);
  return [...peersOf].map((group) => peers[group]);
}

const [ALL, FIRST, SECOND] = [
  [0, 1, 2, 3, 4, 5, 6, 7],
  [0, 1, 2, 3],
  [4, 5, 6, 7],
];

describe('peersByFormat', () => {
  it('compares formats apart whose levels differ by more than two standard errors', () => {
    // No scatter of its own: σ² = 8 · 0.8²/(8 + 8) = 0.32, and the error of the difference is
    // √(0.32 · 1.15 · (1/4 + 1/4)) = 0.429.
    const at = (difference: number) =>
      peersOfEach([
        ...posts(0, [5, 5, 5, 5]),
        ...posts(1, new Array<number>(4).fill(5 + difference)),
      ]);
    expect(at(0.857)).toEqual(ALL.map(() => ALL));
    expect(at(0.859)).toEqual([...FIRST.map(() => FIRST), ...SECOND.map(() => SECOND)]);
    expect(at(-0.857)).toEqual(ALL.map(() => ALL));
    expect(at(-0.859)).toEqual([...FIRST.map(() => FIRST), ...SECOND.map(() => SECOND)]);
  });

  it('asks for a larger difference where the posts of a format scatter', () => {
    // Distances from the trimmed means are 1 for all: σ = 1.4826, σ² = (8 · 2.198 + 5.12)/16 =
    // 1.419, and the error is √(1.419 · 1.15/2) = 0.903.
    const at = (difference: number) =>
      peersOfEach([
        ...posts(0, [4, 6, 4, 6]),
        ...posts(
          1,
          [4, 6, 4, 6].map((level) => level + difference),
        ),
      ])[0];
    expect(at(1.8)).toEqual(ALL);
    expect(at(1.81)).toEqual(FIRST);
  });

  it('needs four posts of a format with a known level', () => {
    const far = [...posts(0, [5, 5, 5, 5]), ...posts(1, [9, 9, 9])];
    // The format of four differs from the rest; the three are compared with all.
    expect(peersOfEach(far)).toEqual([
      ...FIRST.map(() => FIRST),
      ...[4, 5, 6].map(() => [0, 1, 2, 3, 4, 5, 6]),
    ]);
    const few = [...posts(0, [5, 5, 5, Number.NaN]), ...posts(1, [9, 9, 9])];
    expect(peersOfEach(few)[0]).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('keeps one group where the rest of the account has no known level', () => {
    const alone = [...posts(0, [5, 5, 5, 5]), ...posts(1, [Number.NaN])];
    expect(peersOfEach(alone)[0]).toEqual([0, 1, 2, 3, 4]);
  });

  it('splits each account by its own posts', () => {
    const rows = [
      ...posts(0, [5, 5, 5, 5]),
      ...posts(1, [9, 9, 9, 9]),
      ...posts(0, [2, 2, 2, 2], 'b'),
      ...posts(1, [2, 2, 2, 2], 'b'),
    ];
    const b = [8, 9, 10, 11, 12, 13, 14, 15];
    expect(peersOfEach(rows)).toEqual([
      ...FIRST.map(() => FIRST),
      ...SECOND.map(() => SECOND),
      ...b.map(() => b),
    ]);
  });

  it('compares posts of an unknown account with nothing', () => {
    const unknown: LevelRow = { account: null, level: 5 };
    expect(peersOfEach([unknown, ...posts(0, [5, 5])])).toEqual([undefined, [1, 2], [1, 2]]);
    expect(peersOfEach([unknown, ...posts(0, [5]), ...posts(1, [5])])[0]).toBeUndefined();
  });
});
