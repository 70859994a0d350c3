import { useI18n } from '../../components/hooks/i18n-context.ts';
import { formatCount } from '../../utils/format/count.ts';
import { TABS, type Tab } from '../../utils/state/popup-view.ts';
import { usePopup } from './popup-context.ts';

/** The id of a tab's element, which names the list below. */
export function tabId(tab: Tab): string {
  return `tab-${tab}`;
}

/**
 * The tabs, each with the number of its posts, and the button of the menu for window, order and
 * filters.
 */
export function TabBar(props: {
  readonly tab: Tab;
  readonly counts: Readonly<Record<Tab, number>>;
  readonly windowDays: number;
  readonly activeFilters: number;
  readonly onTab: (tab: Tab) => void;
}) {
  const { t, locale } = useI18n();
  const { openOverlay, later } = usePopup();
  const move = (event: KeyboardEvent) => {
    const current = TABS.indexOf(props.tab);
    const toRight = document.dir === 'rtl' ? -1 : 1;
    const targets: Readonly<Record<string, number>> = {
      ArrowRight: current + toRight,
      ArrowLeft: current - toRight,
      Home: 0,
      End: -1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    // The first follows the last.
    const tab = TABS.at(target % TABS.length) as Tab;
    event.preventDefault();
    props.onTab(tab);
    document.getElementById(tabId(tab))?.focus();
  };
  const days = t.plural('days', props.windowDays, formatCount(props.windowDays, locale));
  return (
    <div class="tab-bar">
      <div role="tablist" aria-label={t('popup.tabs')} onKeyDown={move}>
        {TABS.map((tab) => (
          <button
            key={tab}
            id={tabId(tab)}
            type="button"
            role="tab"
            aria-selected={tab === props.tab}
            aria-controls="list"
            tabIndex={tab === props.tab ? 0 : -1}
            onClick={() => props.onTab(tab)}
          >
            <span class="tab-name">{t(`list.${tab}`)}</span>{' '}
            <span class="pill">{formatCount(props.counts[tab], locale)}</span>
          </button>
        ))}
      </div>
      <button
        class={props.activeFilters > 0 ? 'view-button filtered' : 'view-button'}
        type="button"
        aria-haspopup="dialog"
        aria-label={
          props.activeFilters > 0
            ? t.plural(
                'view.buttonFiltered',
                props.activeFilters,
                days,
                formatCount(props.activeFilters, locale),
              )
            : t('view.button', days)
        }
        onClick={(event) => openOverlay({ kind: 'view', anchor: event.currentTarget })}
      >
        {days}
        {later?.headerIcon('window') ?? <span class="icon" />}
      </button>
    </div>
  );
}
