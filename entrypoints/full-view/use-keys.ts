import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { bindKeys } from '../../components/bind-keys.ts';
import { undoLast } from '../../utils/browser/mark-posts.ts';
import { openFullView, openOptions } from '../../utils/browser/open-page.ts';
import { readMarks } from '../../utils/storage/read-marks.ts';
import type { FullViewController } from './use-full-view.ts';

interface Filters {
  readonly isFiltersOpen: boolean;
  readonly closeFilters: () => void;
}

/** Listens to the keys of the page; those of the table are its own. */
export function useKeys(
  view: FullViewController,
  searchField: RefObject<HTMLInputElement | null>,
  filters: Filters,
): void {
  const latest = useRef({ view, filters });
  latest.current = { view, filters };
  useLayoutEffect(
    () =>
      bindKeys(
        () => ({
          list: {},
          letters: {
            '/': () => searchField.current?.focus(),
            r: () => latest.current.view.refresh(),
            o: () => void openOptions(),
            u: () => undoLast(latest.current.view, readMarks),
            f: () => void (latest.current.view.isSidePanel && openFullView(location.hash)),
          },
        }),
        () => latest.current.view.page.settings.singleKeyShortcuts,
      ),
    [],
  );
  useLayoutEffect(() => {
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
      if (document.querySelector('dialog[open], :popover-open') !== null) return;
      const { view: current, filters: open } = latest.current;
      // One layer at a time.
      if (open.isFiltersOpen) open.closeFilters();
      else if (current.selected.size > 0) current.select(new Set());
      else if (current.state.postId !== null) current.change({ postId: null });
      else if (current.state.search !== '') current.change({ search: '' });
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onEscape);
    return () => removeEventListener('keydown', onEscape);
  }, []);
}
