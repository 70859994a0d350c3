import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { useFullView } from '../full-view-context.ts';
import { shownPostsOf } from './shown-posts.ts';
import { TableGrid } from './TableGrid.tsx';
import { layOutColumns } from './table-columns.ts';
import { useHiddenColumns } from './use-hidden-columns.ts';
import { useShownRows } from './use-shown-rows.ts';
import './table.css';

/** All posts of the library over the window, by their filters and search. */
export function PostsTable() {
  const { t, locale, now } = useI18n();
  const { state, page, rows, windowDays, setShown, isNew, say } = useFullView();
  const shown = useShownRows(rows, state, page.marks, isNew, now, locale);
  const columns = useHiddenColumns(() => say(t('toast.failed')));
  const [width, setWidth] = useState<number | null>(null);
  const area = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = area.current as HTMLDivElement;
    setWidth(element.clientWidth);
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => setShown(shown === null ? null : shownPostsOf(shown)), [shown, setShown]);

  const layout = useMemo(
    () =>
      columns === null || width === null
        ? null
        : layOutColumns(width, columns.hidden, state.sort.column),
    [columns?.hidden, width, state.sort.column],
  );
  const { list, filters, sort, search } = state;
  const query = useMemo(
    () => JSON.stringify([windowDays, list, filters, sort, search]),
    [windowDays, list, filters, sort, search],
  );
  return (
    <div class="posts-table" ref={area}>
      {shown !== null && layout !== null && (
        <TableGrid shown={shown} layout={layout} query={query} />
      )}
    </div>
  );
}
