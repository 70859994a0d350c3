import download from 'virtual:lucide/download';
import filter from 'virtual:lucide/list-filter';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { Icon } from '../../../components/Icon.tsx';
import { MenuItem, Popover } from '../../../components/Popover.tsx';
import { formatCount } from '../../../utils/format/count.ts';
import { FULL_VIEW_LISTS, type FullViewList } from '../../../utils/state/full-view-state.ts';
import { countFilters } from '../../../utils/state/popup-view.ts';
import { useFullView } from '../full-view-context.ts';
import { TableMenu } from '../table/TableMenu.tsx';
import { COPY_FORMATS, FILE_FORMATS } from './export-posts.ts';
import { listNameOf } from './list-name.ts';
import { useMenu } from './use-menu.ts';
import { usePostActions } from './use-post-actions.ts';

/** The choices above the table: list and window, and the export of what is shown. */
export function Toolbar(props: {
  readonly isFiltersOpen: boolean;
  readonly onToggleFilters: () => void;
  readonly onPrint: () => void;
}) {
  const { t, locale } = useI18n();
  const { state, change, page, windowDays, shown } = useFullView();
  const actions = usePostActions(null);
  const menu = useMenu<'export'>();
  const counts = useListCounts();
  const activeFilters = countFilters(state.filters);
  const rows = shown?.count ?? 0;
  const exportLabel = t.plural('fullView.exportShown', rows, formatCount(rows, locale));
  return (
    <div class="toolbar">
      <button
        class="tool filters-button"
        type="button"
        aria-expanded={props.isFiltersOpen}
        aria-controls="groups"
        title={t('fullView.groups')}
        onClick={props.onToggleFilters}
      >
        <Icon nodes={filter} />
        <span class="tool-name">{t('fullView.groups')}</span>
        {activeFilters > 0 && <span class="pill">{formatCount(activeFilters, locale)}</span>}
      </button>
      <fieldset class="lists" aria-label={t('fullView.lists')}>
        {FULL_VIEW_LISTS.map((list) => (
          <button
            key={list}
            class="list-choice"
            type="button"
            aria-pressed={state.list === list}
            onClick={() => change({ list })}
          >
            {listNameOf(list, t)}
            {counts[list] !== null && <span class="pill">{formatCount(counts[list], locale)}</span>}
          </button>
        ))}
      </fieldset>
      <select
        class="choice-field list-field"
        aria-label={t('fullView.lists')}
        value={state.list}
        onChange={(event) => change({ list: event.currentTarget.value as FullViewList })}
      >
        {FULL_VIEW_LISTS.map((list) => (
          <option key={list} value={list}>
            {listNameOf(list, t)}
          </option>
        ))}
      </select>
      <select
        class="choice-field"
        aria-label={t('popup.window')}
        value={windowDays}
        onChange={(event) => change({ windowDays: Number(event.currentTarget.value) })}
      >
        {page.publication?.windows.map(({ days }) => (
          <option key={days} value={days}>
            {t.plural('days', days, formatCount(days, locale))}
          </option>
        ))}
      </select>
      <TableMenu />
      <button
        class="tool"
        type="button"
        title={exportLabel}
        disabled={rows === 0}
        {...menu.opener('export')}
      >
        <Icon nodes={download} />
        <span class="tool-name">{t('fullView.export')}</span>
      </button>
      {menu.open !== null && (
        <Popover anchor={menu.open.anchor} label={exportLabel} role="menu" onClose={menu.close}>
          {FILE_FORMATS.map((format) => (
            <MenuItem key={format} onChoose={menu.act(() => actions.save(format))}>
              {t(`fullView.${format}`)}
            </MenuItem>
          ))}
          {COPY_FORMATS.filter((format) => format !== 'links').map((format) => (
            <MenuItem key={format} onChoose={menu.act(() => actions.copy(format))}>
              {t(`fullView.${format}`)}
            </MenuItem>
          ))}
          <MenuItem onChoose={menu.act(props.onPrint)}>{t('fullView.print')}</MenuItem>
        </Popover>
      )}
    </div>
  );
}

/** The number of posts on each list; `null` where it is not known. */
function useListCounts(): Readonly<Record<FullViewList, number | null>> {
  const { page, windowDays, ranking, counts } = useFullView();
  const summary = page.publication?.windows.find(({ days }) => days === windowDays);
  return {
    all: summary?.total ?? null,
    breakouts: summary?.breakouts ?? null,
    // Only breakouts of the look-back window can be new.
    new: windowDays === page.publication?.lookbackDays ? (counts?.unseen ?? null) : null,
    stillStrong: summary?.stillStrong ?? null,
    ended: ranking?.ended.length ?? null,
    notCompared: summary === undefined ? null : summary.total - summary.compared,
  };
}
