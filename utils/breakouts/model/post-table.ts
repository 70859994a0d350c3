import type { LifetimeColumns } from '../baseline/lifetime-columns.ts';
import { type WaitingReason, waitingReason } from '../rule/eligibility.ts';
import { type Deltas, gainedColumn } from './delta-table.ts';
import { gainOver } from './gain.ts';
import type { Post } from './post.ts';
import type { Measure } from './ranking.ts';

/** The posts of a library as columns, with what they gained over one look-back window. Row i is the i-th post; `NaN` is unknown. */
export interface PostTable extends LifetimeColumns {
  readonly windowDays: number;
  /** Gain over the window, the age at which that window begins, and the same of the window before. */
  readonly gain: Float64Array;
  readonly fromAge: Float64Array;
  readonly previousGain: Float64Array;
  readonly previousFromAge: Float64Array;
  readonly wasRecounted: Uint8Array;
  /** `null`: can be judged, as far as the post itself goes. */
  readonly waiting: readonly (WaitingReason | null)[];
}

/** @param lives of the same posts, in the same measure */
export function postTable(
  posts: readonly Post[],
  lives: LifetimeColumns,
  deltas: Deltas,
  windowDays: number,
  measure: Measure,
): PostTable {
  const { size } = lives;
  const column = () => new Float64Array(size).fill(Number.NaN);
  const waiting = new Array<WaitingReason | null>(size);
  const table = {
    ...{ windowDays, waiting, wasRecounted: new Uint8Array(size) },
    ...{ gain: column(), fromAge: column(), previousGain: column(), previousFromAge: column() },
  };
  const over = gainedColumn(posts, deltas, windowDays, measure);
  const overTwice = gainedColumn(posts, deltas, 2 * windowDays, measure);
  for (let row = 0; row < size; row++) {
    const delta = finite(over[row] as number);
    const count = known(lives.count[row] as number);
    const life = {
      isUnavailable: (posts[row] as Post).isUnavailable,
      ageDays: lives.age[row] as number,
      followedDays: lives.followed[row] as number,
    };
    waiting[row] = waitingReason(life, windowDays, count, delta);
    if (waiting[row] !== null || count === null) continue;
    const gained = gainOver(windowDays, {
      ...{ ageDays: known(life.ageDays), followedDays: life.followedDays },
      ...{ count, delta, doubleDelta: finite(overTwice[row] as number) },
    });
    table.gain[row] = gained.gain;
    table.fromAge[row] = gained.fromAgeDays;
    table.previousGain[row] = gained.previousGain ?? Number.NaN;
    table.previousFromAge[row] = gained.previousFromAgeDays;
    table.wasRecounted[row] = gained.wasRecounted ? 1 : 0;
  }
  return { ...lives, ...table };
}

function finite(delta: number): number | null {
  return Math.abs(delta) <= Number.MAX_SAFE_INTEGER ? delta : null;
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
