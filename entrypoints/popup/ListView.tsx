import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useI18n } from '../../components/hooks/i18n-context.ts';
import { PostRow, type RowStyle } from '../../components/posts/PostRow.tsx';
import { OVERSCAN, VirtualRows } from '../../components/posts/VirtualRows.tsx';
import { formatCount } from '../../utils/format/count.ts';
import type { ListRow } from '../../utils/state/list-rows.ts';
import type { Later } from './later/later.ts';
import { type PlacedSection, placeOf, rowsInOrder } from './list-layout.ts';

/** The greatest height of the popup, and that of header, tabs and footer, pixels (`style.css`). */
const MAX_POPUP_HEIGHT = 600;
const FRAME_HEIGHT = 44 + 36 + 28;

/** The handle by which the keyboard controls the list. */
export interface ListHandle {
  /** Moves the focus to a row and scrolls it into view. */
  focus(key: string): void;
  /** Moves the focus by a number of rows; `Infinity` goes to the last. */
  move(rows: number): void;
  /** The number of rows that fit into the visible part. */
  readonly page: number;
  readonly scroller: HTMLElement | null;
  /** The element of a row that takes the focus. */
  faceOf(key: string): HTMLElement | null;
}

export interface ListViewProps extends RowStyle {
  readonly sections: readonly PlacedSection[];
  readonly isNew: (row: ListRow) => boolean;
  /** The height of a folded row, pixels. */
  readonly rowHeight: number;
  /** True while the search field is open. */
  readonly isSearching: boolean;
  readonly focusedKey: string | null;
  readonly onFocusRow: (key: string) => void;
  readonly unfolded: ReadonlySet<string>;
  readonly onUnfold: (key: string) => void;
  /** The height of an unfolded row below its face, pixels. */
  readonly onHeight: (key: string, height: number) => void;
  /** Called with the ids of posts that were on screen long enough. */
  readonly onSeen: (postIds: readonly string[]) => void;
  readonly onShowRest: (section: PlacedSection['name']) => void;
  readonly initialScrollTop: number;
  readonly handle: RefObject<ListHandle | null>;
  /** The part that is loaded after the first frame; `null` until then. */
  readonly later: Later | null;
  /** The tab that names the list. */
  readonly labelledBy: string;
  /** The content above the lists: why there are none. */
  readonly children?: ComponentChildren;
}

/**
 * The part of the popup that scrolls: the lists of a tab, of which only the visible rows are in the
 * document.
 */
export function ListView(props: ListViewProps) {
  const { t, locale } = useI18n();
  const { sections, handle, focusedKey, later } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const lists = useRef<HTMLDivElement>(null);
  const pendingFocus = useRef<string | null>(null);
  const [viewport, setViewport] = useState({
    scrollTop: props.initialScrollTop,
    // The height that is measured later, except in unusual states: another one would draw all rows
    // twice before the first paint.
    height: Math.min(innerHeight, MAX_POPUP_HEIGHT) - FRAME_HEIGHT,
  });
  const [hoveredKey, setHoveredKey] = useState<string | null>(null);

  const measure = () => {
    const element = scroller.current;
    if (element === null) return;
    const scrollTop = element.scrollTop - (lists.current?.offsetTop ?? 0);
    setViewport((before) =>
      before.scrollTop === scrollTop && before.height === element.clientHeight
        ? before
        : { scrollTop, height: element.clientHeight },
    );
  };
  useLayoutEffect(() => {
    const element = scroller.current as HTMLDivElement;
    if (props.initialScrollTop > 0) element.scrollTop = props.initialScrollTop;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const { onSeen } = props;
  const latestOnSeen = useRef(onSeen);
  latestOnSeen.current = onSeen;
  const seenTracker = useMemo(
    () => later?.createSeenTracker((ids) => latestOnSeen.current(ids)),
    [later],
  );
  useEffect(() => () => seenTracker?.stop(), [seenTracker]);

  const rows = rowsInOrder(sections);
  const focus = (key: string) => {
    const element = scroller.current;
    const place = placeOf(sections, key);
    if (element === null || place === null) return;
    const offset = lists.current?.offsetTop ?? 0;
    const [top, bottom] = [place.top + offset, place.bottom + offset];
    if (top < element.scrollTop) element.scrollTop = place.top === 0 ? 0 : top;
    else if (bottom > element.scrollTop + element.clientHeight)
      element.scrollTop = bottom - element.clientHeight;
    pendingFocus.current = key;
    if (key === focusedKey) faceOf(element, key)?.focus({ preventScroll: true });
    props.onFocusRow(key);
    measure();
  };
  handle.current = {
    focus,
    move(by) {
      const current = rows.findIndex(({ key }) => key === focusedKey);
      const target = rows[Math.max(0, Math.min(rows.length - 1, Math.max(current, 0) + by))];
      if (target !== undefined) focus(target.key);
    },
    page: Math.max(1, Math.floor(viewport.height / props.rowHeight) - 1),
    scroller: scroller.current,
    faceOf: (key) => (scroller.current === null ? null : faceOf(scroller.current, key)),
  };
  useLayoutEffect(() => {
    if (pendingFocus.current === null || scroller.current === null) return;
    faceOf(scroller.current, pendingFocus.current)?.focus({ preventScroll: true });
    pendingFocus.current = null;
  });
  useLayoutEffect(() => {
    if (scroller.current !== null) seenTracker?.observe(scroller.current);
  });

  // Each key of a search may replace all rows: none are drawn ahead until one scrolls.
  const hasOverscan = later !== null && !(props.isSearching && viewport.scrollTop === 0);
  const Parts = later?.RowParts;
  const fallbackKey =
    focusedKey !== null && rows.some(({ key }) => key === focusedKey) ? focusedKey : rows[0]?.key;
  return (
    <div
      ref={scroller}
      class="list"
      id="list"
      role="tabpanel"
      aria-labelledby={props.labelledBy}
      onScroll={measure}
      onPointerLeave={() => setHoveredKey(null)}
    >
      {props.children}
      <div ref={lists} class="sections">
        {sections.map((section) => (
          <section key={section.name}>
            {section.hasHeading && <h2 class="list-name">{t(`list.${section.name}`)}</h2>}
            {section.rows.length > 0 && (
              <VirtualRows
                label={t(`list.${section.name}`)}
                layout={section.layout}
                count={section.rows.length}
                top={section.top}
                scrollTop={viewport.scrollTop}
                viewportHeight={viewport.height}
                overscan={hasOverscan ? OVERSCAN : 0}
                kept={section.rows.findIndex(({ key }) => key === focusedKey)}
                keyOf={(index) => section.rows[index]?.key ?? ''}
                itemProps={(index) => {
                  const row = section.rows[index] as ListRow;
                  return {
                    'data-post-id': row.rise === null ? row.post.id : undefined,
                    'data-account-key': row.rise?.accountKey,
                    onPointerEnter: () => setHoveredKey(row.key),
                    onFocusCapture: () => row.key !== focusedKey && props.onFocusRow(row.key),
                  };
                }}
              >
                {(index) => {
                  const row = section.rows[index] as ListRow;
                  const isNew = props.isNew(row);
                  const isUnfolded = props.unfolded.has(row.key);
                  const onUnfold = () => props.onUnfold(row.key);
                  return (
                    <>
                      <PostRow
                        row={row}
                        windowDays={props.windowDays}
                        order={props.order}
                        highlight={props.highlight}
                        extras={props.extras}
                        isNew={isNew}
                        isFocusable={row.key === fallbackKey}
                        isUnfolded={isUnfolded}
                        onUnfold={onUnfold}
                      />
                      {Parts !== undefined && (
                        <Parts
                          row={row}
                          isNew={isNew}
                          isActive={row.key === hoveredKey || row.key === focusedKey}
                          isUnfolded={isUnfolded}
                          isLate={props.isSearching}
                          onUnfold={onUnfold}
                          onHeight={(height) => props.onHeight(row.key, props.rowHeight + height)}
                        />
                      )}
                    </>
                  );
                }}
              </VirtualRows>
            )}
            {section.rest > 0 && (
              <p class="rest">
                <button class="button" type="button" onClick={() => props.onShowRest(section.name)}>
                  {t('list.showMore', formatCount(section.rest, locale))}
                </button>
              </p>
            )}
          </section>
        ))}
      </div>
    </div>
  );
}

function faceOf(scroller: HTMLElement, key: string): HTMLElement | null {
  return scroller.querySelector(`[data-row="${CSS.escape(key)}"]`);
}
