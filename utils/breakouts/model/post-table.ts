import { usualOver } from '../baseline/expected-gain.ts';
import type { LifetimeColumns } from '../baseline/lifetime-columns.ts';
import type { LifetimeStats } from '../baseline/lifetime-stats.ts';
import { correctedShares, correctedViews } from '../baseline/platform-correction.ts';
import { type NotComparedReason, notComparedReason } from '../rule/eligibility.ts';
import { valueAt } from '../stats/value-at.ts';
import { type Deltas, gainedColumn } from './delta-table.ts';
import { gainOver, paceWindow } from './gain.ts';
import { windowsToAsk } from './lookback-window.ts';
import type { Post } from './post.ts';

/**
 * The posts of a library as columns, with their gains over one look-back window. Row i is the i-th
 * post; `NaN` is unknown.
 */
export interface PostTable extends LifetimeColumns {
  readonly windowDays: number;
  /**
   * Gain over the window, the age at which that window begins, and the same of the window before.
   */
  readonly gain: Float64Array;
  readonly fromAge: Float64Array;
  readonly previousGain: Float64Array;
  readonly previousFromAge: Float64Array;
  readonly wasRecounted: Uint8Array;
  /**
   * 1: a recount of the post or of its platform makes its gain uncertain, so it is not part of a
   * usual gain.
   */
  readonly isUncertain: Uint8Array;
  /** `null`: can be compared, as far as the post itself is concerned. */
  readonly notCompared: readonly (NotComparedReason | null)[];
}

/** @param lifetimes of the same posts */
export function postTable(
  posts: readonly Post[],
  { table: lives, level }: Pick<LifetimeStats, 'table' | 'level'>,
  deltas: Deltas,
  windowDays: number,
): PostTable {
  const { size } = lives;
  const column = () => new Float64Array(size).fill(Number.NaN);
  const notCompared = new Array<NotComparedReason | null>(size);
  const table = {
    ...{
      windowDays,
      notCompared,
      wasRecounted: new Uint8Array(size),
      isUncertain: new Uint8Array(size),
    },
    ...{ gain: column(), fromAge: column(), previousGain: column(), previousFromAge: column() },
  };
  const over = gainedColumn(posts, deltas, windowDays, 'views');
  const overTwice = gainedColumn(posts, deltas, 2 * windowDays, 'views');
  const overPace = gainedColumn(posts, deltas, paceWindow(windowDays), 'views');
  const shorter = largestGain(posts, deltas, windowDays);
  const corrected = correctedShares(lives, level, over, windowDays);
  const taken = correctedViews(lives, level, over, windowDays, corrected);
  const before = overPace.map((gained, row) => gained - valueAt(over, row));
  const correctedBefore = correctedShares(lives, level, before, windowDays);
  for (let row = 0; row < size; row++) {
    const delta = finite(over[row] as number);
    const lost = valueAt(taken, row);
    const shareBefore = correctedBefore[lives.poolOf[row] as number] as number;
    const count = known(lives.count[row] as number);
    const life = {
      isUnavailable: (posts[row] as Post).isUnavailable,
      ageDays: valueAt(lives.age, row),
      trackedDays: valueAt(lives.tracked, row),
    };
    notCompared[row] = notComparedReason(life, windowDays, count, delta);
    if (notCompared[row] !== null || count === null) continue;
    const gained = gainOver(windowDays, {
      ...{ ageDays: known(life.ageDays), trackedDays: life.trackedDays },
      ...{
        count,
        delta: plus(delta, lost),
        shorterDelta: finite(shorter.gain[row] as number),
        shorterDays: valueAt(shorter.days, row),
        doubleDelta: plus(finite(overTwice[row] as number), lost),
      },
      paceDelta: shareBefore > 0 ? null : plus(finite(overPace[row] as number), lost),
      lostShare: shareBefore > 0 ? shareBefore : lost / (lost + count),
      usualGain: delta === 0 ? usualOver(lives, level, row, windowDays) : Number.NaN,
    });
    if (gained.gain === null) notCompared[row] = 'not-refreshed-in-window';
    table.gain[row] = gained.gain ?? Number.NaN;
    table.fromAge[row] = gained.fromAgeDays;
    table.previousGain[row] = gained.previousGain ?? Number.NaN;
    table.previousFromAge[row] = gained.previousFromAgeDays;
    table.wasRecounted[row] = gained.wasRecounted || lost > 0 ? 1 : 0;
    table.isUncertain[row] =
      gained.wasRecounted || corrected[lives.poolOf[row] as number] !== 0 ? 1 : 0;
  }
  return { ...lives, ...table };
}

/**
 * The largest gain of each post over the windows shorter than this one, and the days of that
 * window; `NaN`: unknown.
 */
function largestGain(posts: readonly Post[], deltas: Deltas, windowDays: number) {
  const gain = new Float64Array(posts.length).fill(Number.NaN);
  const days = new Float64Array(posts.length).fill(Number.NaN);
  for (const shorterDays of windowsToAsk(windowDays)) {
    if (shorterDays >= windowDays) continue;
    const gained = gainedColumn(posts, deltas, shorterDays, 'views');
    for (let row = 0; row < gain.length; row++) {
      if (valueAt(gained, row) <= valueAt(gain, row) || Number.isNaN(gained[row])) continue;
      gain[row] = valueAt(gained, row);
      days[row] = shorterDays;
    }
  }
  return { gain, days };
}

function plus(delta: number | null, lost: number): number | null {
  return delta === null ? null : delta + lost;
}

function finite(delta: number): number | null {
  return Math.abs(delta) <= Number.MAX_SAFE_INTEGER ? delta : null;
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
