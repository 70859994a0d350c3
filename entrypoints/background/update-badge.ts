import { setBadge } from '../../utils/browser/toolbar-badge.ts';
import { messageLocale, translate } from '../../utils/browser/translate.ts';
import { badgeTitle } from '../../utils/messages/badge-title.ts';
import { problemMessages } from '../../utils/messages/problem-messages.ts';
import { badgeContentOf } from '../../utils/state/badge-content.ts';
import { badgeForState } from '../../utils/state/badge-state.ts';
import { displayStateOfPage } from '../../utils/state/display-state.ts';
import { isSampleOwner } from '../../utils/state/sample-owner.ts';
import { FIRST_RANKING_KEY, PAGE_STATE_KEY } from '../../utils/storage/published-page.ts';
import { readFirstRanking } from '../../utils/storage/published-rankings.ts';
import {
  keyOwnerStore,
  marksStore,
  publicationStore,
  readBatch,
  settingsStore,
  syncStatusStore,
} from '../../utils/storage/stored-values.ts';
import { watchKeys } from '../../utils/storage/watch-keys.ts';
import { coalesce } from '../../utils/sync/coalesce.ts';
import { problemFromError } from './problem-from-error.ts';

/**
 * Paints the badge whenever anything that pages show has changed. Must be called synchronously at
 * the worker's start.
 */
export function watchBadge(): void {
  watchKeys([PAGE_STATE_KEY, FIRST_RANKING_KEY], () => void updateBadge());
}

/**
 * Paints the badge and its tooltip from stored data, or the error when that cannot be read. Never
 * throws.
 */
export const updateBadge = coalesce(() =>
  updateBadgeFromStorage().catch(async (error) => {
    const { title, action } = problemMessages(problemFromError(error), translate);
    await setBadge({ text: '!', tone: 'problem' }, `${title} ${action}`).catch(() => undefined);
  }),
);

async function updateBadgeFromStorage(): Promise<void> {
  const [settings, keyOwner, status, publication, marks] = await readBatch(
    settingsStore,
    keyOwnerStore,
    syncStatusStore,
    publicationStore,
    marksStore,
  );
  const now = Date.now();
  const state = displayStateOfPage({ settings, keyOwner, status, publication }, now);
  const content =
    publication === null || publication.isPartial === true
      ? null
      : badgeContentOf(publication, await readFirstRanking(), marks, now);
  await setBadge(
    badgeForState(state, content, settings.badgeCounts),
    badgeTitle(
      state,
      content,
      { t: translate, locale: messageLocale(), now },
      isSampleOwner(keyOwner),
    ),
  );
}
