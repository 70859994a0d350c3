import { textTable } from '../cli/text-table.ts';
import { CONTENDERS } from './candidate-rule.ts';
import { evaluateWorlds } from './evaluate-worlds.ts';
import { EVALUATION_WORLDS, type EvaluationWorld } from './evaluation-worlds.ts';
import { interval, type Scores, scoresOf } from './scores.ts';

type Interval = readonly [number, number];

/** A row of the report: one rule in one world. `NaN` is `null` in JSON. */
export interface ReportRow extends Scores {
  readonly world: string;
  /** Days. */
  readonly window: number;
  readonly rule: string;
  /** 95 % bootstrap intervals. */
  readonly intervals: {
    readonly precision: Interval;
    readonly recall: Interval;
    readonly f1: Interval;
    readonly f1InReach: Interval;
    readonly falseAlarmsPerPoll: Interval;
  };
}

/**
 * Judges every contender in every world over the seeds.
 *
 * @param onSeed is called after each seed with the number of seeds so far
 */
export function simulationReport(
  seeds: readonly number[],
  onSeed: (count: number) => void,
): ReportRow[] {
  return evaluateWorlds(EVALUATION_WORLDS, seeds, CONTENDERS, onSeed).flatMap((ofWorld, index) => {
    const { name, settings } = EVALUATION_WORLDS[index] as EvaluationWorld;
    return [...ofWorld].map(([rule, outcomes]) => ({
      ...{ world: name, window: settings.windowDays, rule },
      ...scoresOf(outcomes),
      intervals: {
        precision: interval(outcomes, 'precision'),
        recall: interval(outcomes, 'recall'),
        f1: interval(outcomes, 'f1'),
        f1InReach: interval(outcomes, 'f1InReach'),
        falseAlarmsPerPoll: interval(outcomes, 'falseAlarmsPerPoll'),
      },
    }));
  });
}

/** Formats the report as a table. */
export function reportTable(rows: readonly ReportRow[]): string {
  const heading =
    'world|w|rule|precision|recall|new|again|F1|in reach: recall|F1|false a poll|empty|order|size';
  return textTable(
    heading.split('|'),
    rows.map((row) => [
      row.world,
      String(row.window),
      row.rule,
      ranged(row.precision, row.intervals.precision),
      ranged(row.recall, row.intervals.recall),
      number(row.recallOfNewHits),
      number(row.recallOfResurgences),
      ranged(row.f1, row.intervals.f1),
      number(row.recallInReach),
      ranged(row.f1InReach, row.intervals.f1InReach),
      ranged(row.falseAlarmsPerPoll, row.intervals.falseAlarmsPerPoll),
      number(row.emptyPolls),
      number(row.averagePrecision),
      number(row.sizeRatio),
    ]),
  );
}

/** The meaning of the columns of {@link reportTable}. */
export const LEGEND = `w: look-back window, days.
In brackets: 95 % bootstrap intervals over the seeds.
new, again: recall of new hits and of resurgences.
in reach: without the breakouts that have not been refreshed over the window yet.
false a poll: flagged posts that are no breakouts.
empty: share of polls that flag nothing.
order: average precision of the list's order.
size: typical flagged account over typical account.`;

function number(value: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(2);
}

function ranged(value: number, [low, high]: Interval): string {
  return Number.isNaN(value) ? '–' : `${value.toFixed(3)} [${low.toFixed(2)}–${high.toFixed(2)}]`;
}
