import { setBadge } from '../../utils/browser/toolbar-badge.ts';
import { browserLocale, translate } from '../../utils/browser/translate.ts';
import { badgeTitle } from '../../utils/messages/badge-title.ts';
import { problemMessages } from '../../utils/messages/problem-messages.ts';
import { badgeContentOf } from '../../utils/state/badge-content.ts';
import { badgeForState } from '../../utils/state/badge-state.ts';
import { displayStateOf } from '../../utils/state/display-state.ts';
import { readFirstRanking } from '../../utils/storage/published-rankings.ts';
import {
  keyOwnerStore,
  marksStore,
  publicationStore,
  readBatch,
  settingsStore,
  syncStatusStore,
} from '../../utils/storage/stored-values.ts';
import { problemFromError } from './problem-from-error.ts';

/** Paints the badge and its tooltip from what is stored; what cannot be read is said there too. Never throws. */
export async function updateBadge(): Promise<void> {
  await updateBadgeFromStorage().catch(async (error) => {
    const { title, action } = problemMessages(problemFromError(error), translate);
    await setBadge({ text: '!', tone: 'problem' }, `${title} ${action}`).catch(() => undefined);
  });
}

async function updateBadgeFromStorage(): Promise<void> {
  const [settings, keyHolder, status, publication, marks] = await readBatch(
    settingsStore,
    keyOwnerStore,
    syncStatusStore,
    publicationStore,
    marksStore,
  );
  const now = Date.now();
  const state = displayStateOf({
    hasKey: keyHolder !== null,
    status,
    publication,
    refreshMinutes: settings.refreshMinutes,
    now,
  });
  const content = publication === null ? null : badgeContentOf(publication, await readFirstRanking(), marks, now);
  await setBadge(
    badgeForState(state, content, settings.badgeCounts),
    badgeTitle(state, content, { t: translate, locale: browserLocale(), now }),
  );
}
