import type { ComponentChildren } from 'preact';
import { useI18n } from '../../components/hooks/i18n-context.ts';
import { formatCount } from '../../utils/format/count.ts';
import { timeAgo } from '../../utils/messages/age-messages.ts';
import type { Later } from './later/later.ts';
import { usePopup } from './popup-context.ts';

export interface HeaderProps {
  /** The breakouts that the badge counts; `null` before the first update. */
  readonly counts: { readonly all: number; readonly unseen: number } | null;
  readonly hasLists: boolean;
  readonly hasKey: boolean;
  readonly isUpdating: boolean;
  /** The end of the last update, ms since epoch. */
  readonly updatedAt: number | null;
  /** The search field; `null` while it is not open. */
  readonly searchField: ComponentChildren;
  readonly onSearch: () => void;
  readonly onRefresh: () => void;
  readonly onFullView: () => void;
  readonly onOpenOptions: () => void;
}

/**
 * The name, the count of the badge, and the tools. While the user searches, the field replaces the
 * name.
 */
export function Header(props: HeaderProps) {
  const page = useI18n();
  const { t, locale } = page;
  const { openOverlay, later } = usePopup();
  const { counts, hasLists, isUpdating, updatedAt } = props;
  const refreshTitle = isUpdating
    ? t('popup.syncing')
    : updatedAt === null || later === null
      ? t('popup.refresh')
      : t('popup.refreshedAgo', timeAgo(updatedAt, page));
  return (
    <header>
      {props.searchField === null ? (
        <>
          <h1>{t('popup.title')}</h1>
          <p class="summary">
            {counts !== null && (
              <>
                {formatCount(counts.all, locale)}
                {counts.unseen > 0 && (
                  <>
                    {' · '}
                    <b>{t('popup.new', formatCount(counts.unseen, locale))}</b>
                  </>
                )}
              </>
            )}
          </p>
          {hasLists && (
            <>
              <Tool
                name={t('popup.about')}
                icon="about"
                onPress={(anchor) => openOverlay({ kind: 'about', anchor })}
              />
              <Tool name={t('popup.search')} icon="search" onPress={props.onSearch} />
            </>
          )}
        </>
      ) : (
        props.searchField
      )}
      <Tool
        name={t('popup.refresh')}
        title={refreshTitle}
        icon="refresh"
        class={isUpdating ? 'busy' : ''}
        isDisabled={!props.hasKey || isUpdating}
        onPress={props.onRefresh}
      />
      <Tool name={t('fullView.open')} icon="fullView" onPress={props.onFullView} />
      {hasLists && (
        <Tool
          name={t('popup.listActions')}
          icon="more"
          hasMenu
          onPress={(anchor) => openOverlay({ kind: 'list-actions', anchor })}
        />
      )}
      <Tool name={t('popup.options')} icon="options" onPress={props.onOpenOptions} />
    </header>
  );
}

/**
 * A button with an icon, which is not in the first frame. One that is disabled keeps the focus that
 * it has.
 */
function Tool(props: {
  readonly name: string;
  readonly title?: string;
  readonly icon: Parameters<Later['headerIcon']>[0];
  readonly class?: string;
  readonly isDisabled?: boolean;
  readonly hasMenu?: boolean;
  readonly onPress: (button: Element) => void;
}) {
  const { later } = usePopup();
  return (
    <button
      class={`icon-button ${props.class ?? ''}`}
      type="button"
      aria-label={props.name}
      title={props.title ?? props.name}
      aria-disabled={props.isDisabled === true ? true : undefined}
      aria-haspopup={props.hasMenu === true ? 'menu' : undefined}
      onClick={(event) => props.isDisabled !== true && props.onPress(event.currentTarget)}
    >
      {later?.headerIcon(props.icon)}
    </button>
  );
}
