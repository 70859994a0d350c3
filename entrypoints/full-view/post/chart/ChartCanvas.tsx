import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useI18n } from '../../../../components/hooks/i18n-context.ts';
import { formatCompact } from '../../../../utils/format/count.ts';
import { formatter } from '../../../../utils/format/formatter.ts';
import type { PostStory } from '../../../../utils/history/post-story.ts';
import { InkSamples, readInks } from '../Inks.tsx';
import { type ChartKind, chartData, markedMoment, type OtherCount } from './chart-data.ts';
import type { ChartLook, DrawnChart } from './draw-chart.ts';

const HEIGHT = 190;

/** Media queries whose change changes the colours of a chart. */
const COLOR_QUERIES = ['(prefers-color-scheme: dark)', '(forced-colors: active)'];

/**
 * The drawn part of a chart, for the eye: its element says in words what the selected point is.
 * The library that draws is loaded with the first chart.
 */
export function ChartCanvas(props: {
  readonly story: PostStory;
  readonly kind: ChartKind;
  readonly shownOthers: ReadonlySet<OtherCount>;
  /** The index of the selected point among the marks. */
  readonly selected: number | null;
  readonly onSelect: (mark: number) => void;
  readonly onFailure: () => void;
  /** The theme of the settings: another one has other colours. */
  readonly theme: string;
}) {
  const { story, kind, shownOthers, selected, theme } = props;
  const { locale } = useI18n();
  const host = useRef<HTMLDivElement>(null);
  const drawn = useRef<DrawnChart | null>(null);
  const callbacks = useRef(props);
  callbacks.current = props;
  const width = useWidth(host);
  const systemLook = useSystemLook();
  useEffect(() => {
    const element = host.current;
    if (element === null || width === 0) return;
    let isCurrent = true;
    import('./draw-chart.ts')
      .then(({ drawChart }) => {
        if (!isCurrent) return;
        drawn.current = drawChart(element, {
          ...{ data: chartData(story, kind), kind, shownOthers, width, height: HEIGHT },
          moment: markedMoment(story),
          look: lookOf(element, locale),
          onPoint: (mark) => callbacks.current.onSelect(mark),
        });
        drawn.current.select(callbacks.current.selected);
      })
      .catch(() => callbacks.current.onFailure());
    return () => {
      isCurrent = false;
      drawn.current?.destroy();
      drawn.current = null;
    };
  }, [story, kind, shownOthers, width, locale, theme, systemLook]);
  useEffect(() => drawn.current?.select(selected), [selected]);
  return (
    <div class="chart-host" dir="ltr" style={{ height: `${HEIGHT}px` }} ref={host}>
      <InkSamples />
    </div>
  );
}

/** Follows the width of an element, pixels; 0 until it is known. */
function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) =>
      setWidth(Math.floor(entry?.contentRect.width ?? 0)),
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

/** Returns another number whenever the system changes the colours. */
function useSystemLook(): number {
  const [version, setVersion] = useState(0);
  useEffect(() => {
    const queries = COLOR_QUERIES.map((query) => matchMedia(query));
    const changed = () => setVersion((before) => before + 1);
    for (const query of queries) query.addEventListener('change', changed);
    return () => {
      for (const query of queries) query.removeEventListener('change', changed);
    };
  }, []);
  return version;
}

/** Collects what the theme and the language make of a chart. */
function lookOf(host: HTMLElement, locale: string): ChartLook {
  const day = formatter(Intl.DateTimeFormat, locale, { month: 'short', day: 'numeric' });
  return {
    inks: readInks(host),
    font: `11px ${getComputedStyle(host).fontFamily}`,
    formatDay: (time) => day.format(time),
    formatCount: (count) => formatCompact(count, locale),
  };
}
