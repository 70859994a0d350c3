import { useLayoutEffect, useState } from 'preact/hooks';
import { I18nProvider } from '../../components/hooks/i18n-context.ts';
import { orderOf } from '../../utils/state/popup-view.ts';
import { Header } from './Header.tsx';
import { ListView } from './ListView.tsx';
import type { Later } from './later/later.ts';
import { type PopupContext, PopupProvider, type RowCommands } from './popup-context.ts';
import type { PopupData, PopupMemory } from './popup-state.ts';
import type { States } from './states/states.ts';
import { TabBar, tabId } from './TabBar.tsx';
import { usePopupController } from './use-popup-controller.ts';

/** Until the rest is loaded, a row only opens its post, because it is a link. */
const NO_COMMANDS: RowCommands = {
  open: () => undefined,
  copy: () => undefined,
  toggleSeen: () => undefined,
  snooze: () => undefined,
  mute: () => undefined,
  unfold: () => undefined,
};

/**
 * The popup: it shows stored data, follows its changes, and sends commands. It never asks the API.
 */
export function PopupApp(
  initial: PopupData & {
    readonly memory: PopupMemory;
    /** `null`: the first frame needs none. */
    readonly states: States | null;
  },
) {
  const [later, setLater] = useState<Later | null>(null);
  const [states, setStates] = useState(initial.states);
  const popup = usePopupController(initial, states?.matcherOf ?? null);
  const { data, publication, state, hasLists, view, search, lists, sections, settings, i18n } =
    popup;
  useLayoutEffect(() => {
    const load = async () => {
      const [loadedStates, loadedLater] = await Promise.all([
        import('./states/states.ts'),
        import('./later/later.ts'),
      ]);
      setStates(loadedStates);
      setLater(loadedLater);
      popup.endFirstFrame();
    };
    // After two frames: loading would take the processor from drawing the first.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(load)));
  }, []);

  const context: PopupContext = {
    commands: later?.commandsOf(popup) ?? NO_COMMANDS,
    overlay: popup.overlay,
    settings,
    windowDays: popup.windowDays,
    lookingSince: publication?.lookingSince ?? Number.POSITIVE_INFINITY,
    openOverlay: popup.openOverlay,
    closeOverlay: popup.closeOverlay,
    isNew: popup.newMarks.isNew,
    later,
  };
  const strip = states?.stripContent(popup.heldState, popup.page, i18n, {
    onDetails: (anchor) => popup.openOverlay({ kind: 'problem', anchor }),
    onRefresh: popup.refresh,
    ...states.stateActions,
  });
  const ranking = data.ranking;
  /** Without lists, these states say the same in the lists' place. */
  const hasOwnWords = state.problem !== null || state.kind === 'first-sync';
  const isSearching = (search ?? '').trim() !== '';
  const LaterPart = later?.LaterPart;
  const Footer = later?.Footer;
  const Strip = states?.Strip;
  const EmptyList = states?.EmptyList;
  return (
    <I18nProvider value={i18n}>
      <PopupProvider value={context}>
        <Header
          counts={popup.counts}
          hasLists={hasLists}
          hasKey={state.kind !== 'no-key'}
          isUpdating={popup.isUpdating}
          updatedAt={popup.latest.page.status.lastSuccessAt ?? publication?.completedAt ?? null}
          searchField={
            hasLists && search !== null && states !== null ? (
              <states.SearchField
                search={search}
                field={popup.searchField}
                onSearch={popup.openSearch}
              />
            ) : null
          }
          onSearch={() => states !== null && popup.openSearch('')}
          onRefresh={popup.refresh}
          onFullView={() => later?.openInTab(popup)}
          onOpenOptions={popup.openOptions}
        />
        <div class={popup.isUpdating && hasLists ? 'progress-bar busy' : 'progress-bar'} />
        {/* Nothing below the header moves under the pointer, nor its button for new results. */}
        <div
          class="held"
          onPointerEnter={() => popup.setIsPointerOver(true)}
          onPointerLeave={() => popup.setIsPointerOver(false)}
        >
          <main aria-busy={later === null}>
            {Strip !== undefined && strip && (hasLists || !hasOwnWords) && <Strip {...strip} />}
            {hasLists && lists !== null && ranking !== null ? (
              <>
                <TabBar
                  tab={view.tab}
                  counts={lists.counts}
                  windowDays={popup.windowDays}
                  activeFilters={popup.activeFilters}
                  onTab={(tab) => popup.changeView({ tab })}
                />
                {popup.activeFilters > 0 && states !== null && (
                  <states.FilterBar
                    scope={states.scopeOf({ ...popup, search: null })}
                    onClear={popup.clear}
                  />
                )}
                <ListView
                  key={view.tab}
                  sections={sections}
                  windowDays={popup.windowDays}
                  rowHeight={popup.rowHeight}
                  order={orderOf(view)}
                  highlight={
                    states === null || search === null
                      ? null
                      : (text) => <states.Highlighted text={text} search={search} />
                  }
                  isSearching={search !== null}
                  extras={later?.rowExtras(i18n, settings.showCovers, search !== null) ?? null}
                  isNew={popup.newMarks.isNew}
                  focusedKey={popup.focusedKey}
                  onFocusRow={popup.setFocusedKey}
                  unfolded={popup.unfolded}
                  onUnfold={(key) => popup.unfold({ key })}
                  onHeight={popup.setHeight}
                  onSeen={(postIds) => later?.markSeen(popup, postIds)}
                  onShowRest={() => popup.setShowsAllMovers(true)}
                  initialScrollTop={popup.isAfterFirstFrame ? 0 : (popup.session?.scrollTop ?? 0)}
                  handle={popup.list}
                  later={later}
                  labelledBy={tabId(view.tab)}
                >
                  {sections[0]?.rows.length === 0 && EmptyList !== undefined && (
                    <EmptyList
                      tab={view.tab}
                      ranking={ranking}
                      isNarrowed={isSearching || popup.activeFilters > 0}
                      hidden={lists.hidden}
                      isPartial={publication?.isPartial === true}
                      onClear={popup.clear}
                    />
                  )}
                </ListView>
              </>
            ) : states === null ? null : (
              <states.StartState
                state={state}
                posts={publication?.isPartial === true ? null : (publication?.posts ?? null)}
                onOpenOptions={popup.openOptions}
                onRetry={popup.refresh}
                {...states.stateActions}
              />
            )}
          </main>
          {hasLists && ranking !== null && publication !== null && (
            <footer>
              {Footer !== undefined && (
                <Footer
                  newestRefreshAt={publication.newestRefreshAt}
                  hasOldCounts={state.hasOldCounts}
                  compared={ranking.comparison.compared}
                  total={ranking.comparison.total}
                  hasNewerList={popup.hasNewerList}
                  onShowNews={popup.showNews}
                />
              )}
            </footer>
          )}
        </div>
        {LaterPart !== undefined && <LaterPart popup={popup} />}
      </PopupProvider>
    </I18nProvider>
  );
}
