import type { LifetimeStats } from '../breakouts/baseline/lifetime-stats.ts';
import type { PostFigures } from '../breakouts/output/ranked-post.ts';
import { type UsualLevel, usualLevelOf } from '../breakouts/output/usual-band.ts';
import type { ClassifiedPosts } from '../breakouts/rule/classify-posts.ts';

/** Figures of a post that only its own panel shows: they are not among the columns. */
const DETAIL_FIGURES = ['speedUp', 'baselinePosts', 'historyDays'] as const;

export type DetailFigures = Pick<PostFigures, (typeof DETAIL_FIGURES)[number]>;

/**
 * The figures that the panel of one post needs beside the columns of all: a few numbers a row,
 * which stay where the library was ranked.
 */
export class RowLevels {
  readonly #lifetimes: Parameters<typeof usualLevelOf>[0];
  readonly #gainScatter: Float64Array;
  readonly #figures: Readonly<Record<(typeof DETAIL_FIGURES)[number], Float64Array>>;

  constructor(
    { table, level, scatter }: LifetimeStats,
    { gainScatter }: Pick<ClassifiedPosts, 'gainScatter'>,
  ) {
    const { logLevel, curves } = level;
    // Not the statistics as a whole: they hold the peers of every post.
    this.#lifetimes = {
      table: { age: table.age, poolOf: table.poolOf },
      level: { logLevel, curves },
      scatter,
    };
    this.#gainScatter = gainScatter;
    this.#figures = Object.fromEntries(
      DETAIL_FIGURES.map((name) => [name, new Float64Array(table.size).fill(Number.NaN)]),
    ) as Record<(typeof DETAIL_FIGURES)[number], Float64Array>;
  }

  /** Keeps the figures of a row. */
  set(row: number, figures: DetailFigures): void {
    for (const name of DETAIL_FIGURES) this.#figures[name][row] = figures[name] ?? Number.NaN;
  }

  /** Returns the figures of a row. */
  figuresOf(row: number): DetailFigures {
    const figure = (name: (typeof DETAIL_FIGURES)[number]) => {
      const value = this.#figures[name][row] as number;
      return Number.isNaN(value) ? null : value;
    };
    return {
      speedUp: figure('speedUp'),
      baselinePosts: figure('baselinePosts') ?? 0,
      historyDays: figure('historyDays'),
    };
  }

  /** Returns the level of a row's account. */
  levelOf(row: number): UsualLevel {
    return usualLevelOf(this.#lifetimes, { gainScatter: this.#gainScatter }, row);
  }
}
