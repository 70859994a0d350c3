import { useId } from 'preact/hooks';
import { NarrowingFields } from '../../../components/fields/NarrowingFields.tsx';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { cleanText } from '../../../utils/format/clean-text.ts';
import { formatCount } from '../../../utils/format/count.ts';
import { platformName } from '../../../utils/messages/platform-name.ts';
import {
  FILTERS,
  type Filter,
  ORDERS,
  type Order,
  orderOf,
  type PopupView,
  type PostFilters,
} from '../../../utils/state/popup-view.ts';
import type { WindowSummary } from '../../../utils/state/publication-head.ts';
import type { SavedFilter } from '../../../utils/state/saved-filters.ts';
import { usePopup } from '../popup-context.ts';

export interface ViewMenuProps {
  readonly view: PopupView;
  readonly windowDays: number;
  /** The window that the number on the icon counts, days. */
  readonly badgeDays: number;
  /** With the breakouts that the list shows for each. */
  readonly windows: readonly Pick<WindowSummary, 'days' | 'breakouts'>[];
  readonly values: Readonly<
    Record<Filter, readonly { readonly value: string; readonly name: string }[]>
  >;
  /** The filters that the user has named, in the full view. */
  readonly savedFilters: readonly SavedFilter[];
  readonly onSavedFilter: (filter: SavedFilter) => void;
  /** Muted and snoozed posts, accounts and creators. */
  readonly mutedCount: number;
  readonly onChange: (changes: Partial<PopupView>) => void;
}

const ORDER_LABELS = {
  multiple: 'popup.rankByMultiple',
  views: 'popup.rankByViews',
  engagement: 'popup.rankByEngagement',
} as const satisfies Record<Order, string>;

/** The choices for the lists: window, order, filters and muted posts. */
export function ViewMenu(props: ViewMenuProps) {
  const { t, locale } = useI18n();
  const { openOverlay } = usePopup();
  const { view, onChange } = props;
  const id = useId();
  const filters = FILTERS.filter(
    (name) => props.values[name].length > 1 || view.filters[name] !== null,
  );
  const filterBy = (changes: Partial<PostFilters>) =>
    onChange({ filters: { ...view.filters, ...changes } });
  return (
    <>
      {props.savedFilters.length > 0 && (
        <fieldset>
          <legend>{t('groups.saved')}</legend>
          {props.savedFilters.map((filter) => (
            <button
              key={filter.id}
              class="menu-item"
              type="button"
              onClick={() => props.onSavedFilter(filter)}
            >
              <bdi class="grow">{cleanText(filter.name) ?? '?'}</bdi>
            </button>
          ))}
        </fieldset>
      )}
      <fieldset>
        <legend>{t('popup.window')}</legend>
        {props.windows.map(({ days, breakouts }) => (
          <label key={days} class="choice">
            <input
              type="radio"
              name={`${id}-window`}
              checked={days === props.windowDays}
              onChange={() => onChange({ windowDays: days === props.badgeDays ? null : days })}
            />
            <span class="grow">
              {t.plural('days', days, formatCount(days, locale))}
              {days === props.badgeDays && <span class="quiet"> {t('view.badgeWindow')}</span>}
            </span>
            <span class="quiet">
              {t.plural('view.breakouts', breakouts, formatCount(breakouts, locale))}
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{t('popup.rankBy')}</legend>
        {ORDERS.map((order) => (
          <label key={order} class="choice">
            <input
              type="radio"
              name={`${id}-order`}
              checked={order === orderOf(view)}
              onChange={() =>
                onChange({ order: order === orderOf({ ...view, order: null }) ? null : order })
              }
            />
            {t(ORDER_LABELS[order])}
          </label>
        ))}
      </fieldset>
      <fieldset class="filters">
        <legend>{t('view.filters')}</legend>
        {filters.map((name) => (
          <label key={name} class="filter">
            <span>{t(`view.${name}`)}</span>
            <select
              value={view.filters[name] ?? ''}
              onChange={(event) => filterBy({ [name]: event.currentTarget.value || null })}
            >
              <option value="">{t('view.all')}</option>
              {props.values[name].map(({ value, name: label }) => (
                <option key={value} value={value}>
                  {name === 'platform' ? platformName(value, t) : (cleanText(label) ?? '?')}
                </option>
              ))}
            </select>
          </label>
        ))}
        <NarrowingFields filters={view.filters} onChange={filterBy} />
      </fieldset>
      <button
        class="menu-item"
        type="button"
        onClick={() => openOverlay({ kind: 'muted', anchor: null })}
      >
        <span class="grow">{t('muted.title')}</span>
        <span class="quiet">{formatCount(props.mutedCount, locale)}</span>
      </button>
    </>
  );
}
