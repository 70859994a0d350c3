import more from 'virtual:lucide/ellipsis';
import about from 'virtual:lucide/info';
import fullView from 'virtual:lucide/maximize-2';
import refresh from 'virtual:lucide/refresh-cw';
import search from 'virtual:lucide/search';
import options from 'virtual:lucide/settings-2';
import type { ComponentChildren } from 'preact';
import { useI18n } from '../../components/hooks/i18n-context.ts';
import { Icon, type IconNodes } from '../../components/Icon.tsx';
import { formatCount } from '../../utils/format/count.ts';
import { timeAgo } from '../../utils/messages/age-messages.ts';
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
  const { openOverlay, isBare } = usePopup();
  const { counts, hasLists, isUpdating, updatedAt } = props;
  const refreshTitle = isUpdating
    ? t('popup.syncing')
    : updatedAt === null || isBare
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
                nodes={about}
                onPress={(anchor) => openOverlay({ kind: 'about', anchor })}
              />
              <Tool name={t('popup.search')} nodes={search} onPress={props.onSearch} />
            </>
          )}
        </>
      ) : (
        props.searchField
      )}
      <Tool
        name={t('popup.refresh')}
        title={refreshTitle}
        nodes={refresh}
        class={isUpdating ? 'busy' : ''}
        isDisabled={!props.hasKey || isUpdating}
        onPress={props.onRefresh}
      />
      <Tool name={t('fullView.open')} nodes={fullView} onPress={props.onFullView} />
      {hasLists && (
        <Tool
          name={t('popup.listActions')}
          nodes={more}
          hasMenu
          onPress={(anchor) => openOverlay({ kind: 'list-actions', anchor })}
        />
      )}
      <Tool name={t('popup.options')} nodes={options} onPress={props.onOpenOptions} />
    </header>
  );
}

/** A button with an icon. One that is disabled keeps the focus that it has. */
function Tool(props: {
  readonly name: string;
  readonly title?: string;
  readonly nodes: IconNodes;
  readonly class?: string;
  readonly isDisabled?: boolean;
  readonly hasMenu?: boolean;
  readonly onPress: (button: Element) => void;
}) {
  const { isBare } = usePopup();
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
      {!isBare && <Icon nodes={props.nodes} />}
    </button>
  );
}
