import { windowsToAsk } from '../../utils/breakouts/model/lookback-window.ts';
import type { Classification } from '../../utils/breakouts/rule/classification.ts';
import { createClassifier } from '../../utils/breakouts/rule/classify-posts.ts';
import { isBreakout } from '../../utils/breakouts/rule/is-breakout.ts';
import { medianInPlace } from '../../utils/breakouts/stats/median.ts';
import { textTable } from '../cli/text-table.ts';
import { pollWorld } from '../simulation/poll.ts';
import type { SimulatedPost } from '../simulation/post.ts';
import { expectedViews } from '../simulation/view-curve.ts';
import { simulatedWorld, type WorldSettings } from '../simulation/world.ts';

/** The bins of the multiples of rows, from and to. */
const BINS = [
  [3, 5],
  [5, 8],
  [8, 12],
  [12, 20],
  [20, 40],
  [40, Number.POSITIVE_INFINITY],
] as const;

/**
 * The rows with a multiple in a bin, and the true ratios of their counts to the account's usual.
 */
interface CalibrationRow {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  /** Quantiles of the true ratio. */
  readonly low: number;
  readonly median: number;
  readonly high: number;
  /** The share of the rows whose true ratio is at least their lower bound. */
  readonly covered: number;
}

/** The accuracy of the numbers in rows, over the worlds of some seeds. */
export interface Calibration {
  readonly world: string;
  readonly window: number;
  readonly bins: readonly CalibrationRow[];
  /** Share of all rows whose true ratio is at least their lower bound. */
  readonly covered: number;
  /**
   * Median of the stated usual gain over the true one, of posts up to two windows old and of older
   * ones.
   */
  readonly usualOfYoung: number;
  readonly usualOfOld: number;
  /**
   * Share of breakouts that are tagged for low engagement, and of those among them whose views were
   * bought.
   */
  readonly tagged: number;
  readonly boughtTagged: number;
}

interface Said {
  readonly multiple: number;
  readonly ratio: number;
  readonly bound: number;
}

/** Compares the numbers in rows of breakouts with the truth. */
export function calibrate(
  { name, settings }: { readonly name: string; readonly settings: WorldSettings },
  seeds: readonly number[],
): Calibration {
  const said: Said[] = [];
  const usual: { young: number[]; old: number[] } = { young: [], old: [] };
  const tags = { breakouts: 0, tagged: 0, bought: 0, boughtTagged: 0 };
  for (const seed of seeds) {
    const world = simulatedWorld(seed, settings);
    const { posts, deltas, now } = pollWorld(world, windowsToAsk(settings.windowDays));
    const classify = createClassifier({ posts, deltas, now, windowDays: settings.windowDays });
    const { states, classificationOf } = classify({ sensitivity: 'balanced' });
    world.posts.forEach((post, row) => {
      const classification = classificationOf(row);
      const { gainDays, expected } = classification;
      if (gainDays !== null && expected !== null && expected >= 100) {
        const isYoung = post.ageDays <= 2 * settings.windowDays;
        usual[isYoung ? 'young' : 'old'].push(expected / trueUsual(post, settings.decay, gainDays));
      }
      if (!isBreakout({ state: states[row] ?? 'ordinary' })) return;
      const isBought = post.curve.bought !== undefined;
      if (isBought) tags.bought += 1;
      else tags.breakouts += 1;
      if (classification.lowEngagement) tags[isBought ? 'boughtTagged' : 'tagged'] += 1;
      if (!classification.fewUsualViews)
        said.push(saidBy(classification, post, posts[row]?.views ?? 0, settings.decay));
    });
  }
  return {
    ...{ world: name, window: settings.windowDays, covered: share(said, isCoveredBy) },
    bins: BINS.map(([from, to]) => binOf(from, to, said)).filter(({ rows }) => rows > 0),
    usualOfYoung: quantile(usual.young, 0.5),
    usualOfOld: quantile(usual.old, 0.5),
    tagged: tags.tagged / tags.breakouts,
    boughtTagged: tags.boughtTagged / tags.bought,
  };
}

function saidBy(
  classification: Classification,
  post: SimulatedPost,
  views: number,
  decay: number,
): Said {
  const isLife = classification.headline === 'lifetime';
  const days = isLife ? post.ageDays : (classification.gainDays ?? 0);
  return {
    multiple: (isLife ? classification.lifetimeMultiple : classification.multiple) ?? 0,
    ratio: (isLife ? views : (classification.gain ?? 0)) / trueUsual(post, decay, days),
    bound: classification.multipleLowerBound ?? 0,
  };
}

/** The expected views of the account's ordinary post over the latest days of this age. */
function trueUsual({ account, ageDays }: SimulatedPost, decay: number, days: number): number {
  const ordinary = { firstDayViews: account.size, decay, evergreenLevel: 0, resurgence: null };
  return expectedViews(ordinary, ageDays) - expectedViews(ordinary, ageDays - days);
}

function isCoveredBy({ ratio, bound }: Said): boolean {
  return ratio >= bound;
}

function binOf(from: number, to: number, said: readonly Said[]): CalibrationRow {
  const inBin = said.filter(({ multiple }) => multiple >= from && multiple < to);
  const ratios = inBin.map(({ ratio }) => ratio);
  return {
    ...{ from, to, rows: inBin.length, covered: share(inBin, isCoveredBy) },
    ...{ low: quantile(ratios, 0.05), median: quantile(ratios, 0.5), high: quantile(ratios, 0.95) },
  };
}

function share<T>(values: readonly T[], isMeant: (value: T) => boolean): number {
  return values.filter(isMeant).length / values.length;
}

function quantile(values: readonly number[], part: number): number {
  if (part === 0.5) return medianInPlace(Float64Array.from(values));
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor(part * (sorted.length - 1))] ?? Number.NaN;
}

/** Formats the calibration as tables. */
export function calibrationTable(calibrations: readonly Calibration[]): string {
  const number = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(2));
  const bins = textTable(
    'world|w|rows say|rows|true: 5 %|median|95 %|bound holds'.split('|'),
    calibrations.flatMap(({ world, window, bins: ofWorld }) =>
      ofWorld.map(({ from, to, rows, low, median, high, covered }) => [
        ...[
          world,
          String(window),
          Number.isFinite(to) ? `${from}–${to}×` : `${from}×–`,
          String(rows),
        ],
        ...[number(low), number(median), number(high), number(covered)],
      ]),
    ),
  );
  const wholes = textTable(
    'world|w|bound holds|usual, young|usual, old|tagged|bought, tagged'.split('|'),
    calibrations.map(
      ({ world, window, covered, usualOfYoung, usualOfOld, tagged, boughtTagged }) => [
        ...[world, String(window), number(covered), number(usualOfYoung), number(usualOfOld)],
        ...[number(tagged), number(boughtTagged)],
      ],
    ),
  );
  return `${bins}\n\n${wholes}`;
}

/** The meaning of the columns of {@link calibrationTable}. */
export const CALIBRATION_LEGEND = `rows say: the multiple of the headline.
true: quantiles of the ratio to the expected count of an ordinary post of the account.
bound holds: share of rows whose true ratio is at least their lower bound.
usual: median of the stated usual over the true one.
tagged: breakouts with low engagement.
bought: posts whose views jumped tenfold without engagement.`;
