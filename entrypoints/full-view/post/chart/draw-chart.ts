import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Inks } from '../Inks.tsx';
import { type ChartData, type ChartKind, OTHER_COUNTS, type OtherCount } from './chart-data.ts';

/** The colours and words of a chart, which depend on the theme and the language. */
export interface ChartLook {
  readonly inks: Inks;
  readonly font: string;
  readonly formatDay: (time: number) => string;
  readonly formatCount: (count: number) => string;
}

export interface ChartInput {
  readonly data: ChartData;
  readonly kind: ChartKind;
  /** Counts to draw beside the views, on an axis of their own. */
  readonly shownOthers: ReadonlySet<OtherCount>;
  /** When the post broke out, ms since epoch; `null`: it did not, or that is not known. */
  readonly moment: number | null;
  readonly look: ChartLook;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Called with the mark that the pointer is nearest to. */
  readonly onPoint: (mark: number) => void;
}

/** A drawn chart. */
export interface DrawnChart {
  /** Moves the line of the pointer to a mark; `null`: hides it. */
  select(mark: number | null): void;
  destroy(): void;
}

/** The dashes of the lines beside the views: they differ without colour too. */
const DASHES: Readonly<Record<OtherCount, number[]>> = {
  likes: [1, 3],
  comments: [6, 3],
  shares: [8, 3, 1, 3],
};

const AXIS_WIDTH = 44;
const AXIS_HEIGHT = 24;
const MIN_DAY_LABEL_WIDTH = 64;

/** Draws a chart into an element. Time runs from left to right in every language. */
export function drawChart(host: HTMLElement, input: ChartInput): DrawnChart {
  const { data, look, shownOthers } = input;
  const others = OTHER_COUNTS.filter((count) => shownOthers.has(count));
  const empty = data.times.map(() => null);
  const { low, median, high } = data.usual ?? { low: empty, median: empty, high: empty };
  const [start, end] = [data.times[0] ?? 0, data.times.at(-1) ?? 0];
  const paths =
    input.kind === 'perDay' ? { paths: uPlot.paths.stepped?.({ align: -1 }) as never } : {};
  const line = (stroke: string, width: number, dash: number[] = []): uPlot.Series => ({
    ...{ stroke, width, dash, points: { show: false } },
  });
  const options: uPlot.Options = {
    ...{ width: input.width, height: input.height, pxAlign: false },
    ms: 1,
    legend: { show: false },
    cursor: { y: false, drag: { setScale: false, x: false, y: false }, points: { show: false } },
    padding: [16, others.length === 0 ? 12 : 0, 0, 0],
    scales: {
      x: { time: true, range: [start, Math.max(end, input.moment ?? end)] },
      y: { range: (_, __, most) => [0, Math.max(most * 1.05, 1)] },
      // More room above: where likes follow the views, their line must not lie under that of views.
      others: { range: (_, __, most) => [0, Math.max(most * 1.4, 1)] },
    },
    axes: [
      {
        ...axisLook(look),
        size: AXIS_HEIGHT,
        space: MIN_DAY_LABEL_WIDTH,
        values: (_, splits) =>
          splits.map((time) => (isCutOff(time, input) ? null : look.formatDay(time))),
      },
      {
        ...axisLook(look),
        size: AXIS_WIDTH,
        values: (_, splits) => splits.map((count) => look.formatCount(count)),
      },
      ...(others.length === 0
        ? []
        : [
            {
              ...axisLook(look),
              ...{ scale: 'others', side: 1, size: AXIS_WIDTH, grid: { show: false } },
              values: (_: uPlot, splits: number[]) =>
                splits.map((count) => look.formatCount(count)),
            },
          ]),
    ],
    series: [
      {},
      line(look.inks.usual, 1),
      line(look.inks.usual, 1),
      line(look.inks.usual, 1, [4, 3]),
      { ...line(look.inks.views, 2, [5, 4]), ...paths },
      { ...line(look.inks.views, 2), ...paths },
      ...others.map((count) => ({
        ...line(look.inks[count], 1.5, DASHES[count]),
        ...{ scale: 'others', ...paths },
      })),
    ],
    bands: [{ series: [2, 1], fill: look.inks.band }],
    hooks: {
      draw: [(chart) => drawMarks(chart, input), (chart) => drawMoment(chart, input)],
      setCursor: [(chart) => reportNearest(chart, input)],
    },
  };
  const values = [data.times, low, high, median, data.estimated, data.counted];
  const chart = new uPlot(
    options,
    [...values, ...others.map((count) => data.others[count])] as uPlot.AlignedData,
    host,
  );
  return {
    select: (mark) => {
      const index = mark === null ? undefined : data.marks[mark]?.index;
      const left = index === undefined ? -10 : chart.valToPos(data.times[index] as number, 'x');
      chart.setCursor({ left, top: 0 }, false);
    },
    destroy: () => chart.destroy(),
  };
}

/** Returns true if the label of a day would not fit beside the end of the axis. */
function isCutOff(time: number, { data, moment, width }: ChartInput): boolean {
  const [start, last] = [data.times[0] ?? 0, data.times.at(-1) ?? 0];
  const end = Math.max(last, moment ?? last);
  return ((end - time) / (end - start)) * (width - AXIS_WIDTH) < MIN_DAY_LABEL_WIDTH / 3;
}

function axisLook({ inks, font }: ChartLook): uPlot.Axis {
  return {
    stroke: inks.quiet,
    font,
    grid: { stroke: inks.grid, width: 1 },
    ticks: { show: false },
    gap: 4,
  };
}

/** Draws the points: filled where they were counted, hollow where they are estimated. */
function drawMarks(chart: uPlot, { data, kind, look }: ChartInput): void {
  if (kind === 'perDay') return;
  const { ctx } = chart;
  const radius = 3 * uPlot.pxRatio;
  ctx.save();
  ctx.strokeStyle = look.inks.views;
  ctx.lineWidth = 1.5 * uPlot.pxRatio;
  // The chart leaves the dashes of its last line.
  ctx.setLineDash([]);
  for (const { index, isEstimated } of data.marks) {
    const value = data.counted[index] ?? data.estimated[index];
    if (value === null || value === undefined) continue;
    ctx.beginPath();
    ctx.arc(
      chart.valToPos(data.times[index] as number, 'x', true),
      chart.valToPos(value, 'y', true),
      ...([radius, 0, 2 * Math.PI] as const),
    );
    ctx.fillStyle = isEstimated ? look.inks.ground : look.inks.views;
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}

/** Draws a line where the post broke out, with a flag at its top. */
function drawMoment(chart: uPlot, { moment, look }: ChartInput): void {
  if (moment === null) return;
  const { ctx, bbox } = chart;
  const ratio = uPlot.pxRatio;
  const x = chart.valToPos(moment, 'x', true);
  ctx.save();
  ctx.strokeStyle = look.inks.moment;
  ctx.fillStyle = look.inks.moment;
  ctx.lineWidth = 1.5 * ratio;
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top - 10 * ratio);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  // The flag hangs to the side that has room.
  const side = x > bbox.left + bbox.width / 2 ? -1 : 1;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top - 12 * ratio);
  ctx.lineTo(x + side * 9 * ratio, bbox.top - 8 * ratio);
  ctx.lineTo(x, bbox.top - 4 * ratio);
  ctx.fill();
  ctx.restore();
}

/** Reports the mark that the pointer is nearest to. */
function reportNearest(chart: uPlot, { data, onPoint }: ChartInput): void {
  const { left } = chart.cursor;
  if (left === undefined || left < 0) return;
  const time = chart.posToVal(left, 'x');
  let [nearest, distance] = [-1, Number.POSITIVE_INFINITY];
  for (const [mark, { index }] of data.marks.entries()) {
    const away = Math.abs((data.times[index] as number) - time);
    if (away < distance) [nearest, distance] = [mark, away];
  }
  if (nearest >= 0) onPoint(nearest);
}
