import columnsIcon from 'virtual:lucide/columns-3';
import { useId, useRef, useState } from 'preact/hooks';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { Icon } from '../../../components/Icon.tsx';
import { Popover } from '../../../components/Popover.tsx';
import { firstDirectionOf } from '../../../utils/post-table/sort-rows.ts';
import { FULL_VIEW_COLUMNS, type FullViewColumn } from '../../../utils/state/full-view-state.ts';
import { useFullView } from '../full-view-context.ts';
import { useHiddenColumns } from './use-hidden-columns.ts';

const DIRECTIONS = ['descending', 'ascending'] as const;

/** A button, and the menu that it opens: which columns are shown, and what they are sorted by. */
export function TableMenu() {
  const { t } = useI18n();
  const { state, change, say } = useFullView();
  const { sort } = state;
  const columns = useHiddenColumns(() => say(t('toast.failed')));
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  return (
    <>
      <button
        ref={button}
        class="tool"
        type="button"
        title={t('table.chooseColumns')}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      >
        <Icon nodes={columnsIcon} />
        <span class="tool-name">{t('table.chooseColumns')}</span>
      </button>
      {isOpen && columns !== null && button.current !== null && (
        <Popover
          anchor={button.current}
          label={t('table.chooseColumns')}
          role="dialog"
          class="table-menu"
          onClose={() => setOpen(false)}
        >
          <fieldset>
            <legend>{t('table.chooseColumns')}</legend>
            {/* Without its post a row says nothing. */}
            {FULL_VIEW_COLUMNS.filter((column) => column !== 'post').map((column) => (
              <label key={column} class="choice">
                <input
                  type="checkbox"
                  checked={!columns.hidden.includes(column)}
                  onChange={(event) =>
                    columns.hide(
                      event.currentTarget.checked
                        ? columns.hidden.filter((name) => name !== column)
                        : [...columns.hidden, column],
                    )
                  }
                />
                {t(`table.columns.${column}`)}
              </label>
            ))}
          </fieldset>
          <fieldset>
            <legend>{t('table.sortBy')}</legend>
            <select
              aria-label={t('table.sortBy')}
              value={sort.column}
              onChange={(event) => {
                const column = event.currentTarget.value as FullViewColumn;
                change({ sort: { column, direction: firstDirectionOf(column) } });
              }}
            >
              {FULL_VIEW_COLUMNS.map((column) => (
                <option key={column} value={column}>
                  {t(`table.columns.${column}`)}
                </option>
              ))}
            </select>
            {DIRECTIONS.map((direction) => (
              <label key={direction} class="choice">
                <input
                  type="radio"
                  name={`${id}-direction`}
                  checked={sort.direction === direction}
                  onChange={() => change({ sort: { ...sort, direction } })}
                />
                {t(`table.${direction}`)}
              </label>
            ))}
          </fieldset>
        </Popover>
      )}
    </>
  );
}
