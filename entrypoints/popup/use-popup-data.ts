import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PopupView } from '../../utils/state/popup-view.ts';
import { loadPage, type PageData, watchPage } from '../../utils/storage/page-reader.ts';
import { loadPopupData, type PopupData } from './popup-state.ts';

/**
 * Returns the latest stored data that the popup shows, for the chosen window.
 *
 * @param isAfterFirstFrame then the complete ranking is read, and what has changed since the first
 *   reading
 */
export function usePopupData(
  initial: PopupData,
  view: PopupView,
  isAfterFirstFrame: boolean,
): PopupData {
  const [data, setData] = useState(initial);
  const latest = useRef(initial);
  const latestView = useRef(view);
  latestView.current = view;
  const turns = useRef(0);

  const show = useCallback(async (page: PageData | Promise<PageData>) => {
    turns.current += 1;
    const turn = turns.current;
    const loaded = await Promise.resolve(page)
      .then((read) => loadPopupData(read, latestView.current, latest.current))
      .catch(() => null);
    // A result that a later one has overtaken, or that could not be read, changes nothing on
    // screen.
    if (loaded === null || turn !== turns.current) return;
    latest.current = loaded;
    setData(loaded);
  }, []);

  useLayoutEffect(() => watchPage((page) => void show(page)), [show]);
  // Another window is another ranking.
  useEffect(() => {
    if (isAfterFirstFrame) void show(loadPage());
  }, [isAfterFirstFrame, view.windowDays, show]);
  return data;
}
