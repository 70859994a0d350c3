import { paintBadge } from '../../utils/browser/toolbar-badge.ts';
import { browserLocale, translate } from '../../utils/browser/translate.ts';
import { badgeTitle } from '../../utils/messages/badge-title.ts';
import { problemWords } from '../../utils/messages/problem-messages.ts';
import { badgeForSituation } from '../../utils/state/badge-state.ts';
import { situationOf } from '../../utils/state/display-state.ts';
import { readTogether } from '../../utils/storage/stored-value.ts';
import {
  keyHolderStore,
  publicationStore,
  seenStore,
  settingsStore,
  syncStatusStore,
} from '../../utils/storage/stored-values.ts';
import { problemOfFault } from './problem-from-error.ts';

/** Paints the badge and its tooltip from what is stored; what cannot be read is said there too. Never throws. */
export async function repaintBadge(): Promise<void> {
  await paintWhatIsStored().catch(async (error) => {
    const { what, todo } = problemWords(problemOfFault(error), translate);
    await paintBadge({ text: '!', tone: 'problem' }, `${what} ${todo}`).catch(() => undefined);
  });
}

async function paintWhatIsStored(): Promise<void> {
  const [settings, keyHolder, status, publication, seen] = await readTogether(
    settingsStore,
    keyHolderStore,
    syncStatusStore,
    publicationStore,
    seenStore,
  );
  const now = Date.now();
  const situation = situationOf({
    hasKey: keyHolder !== null,
    status,
    publication,
    refreshMinutes: settings.refreshMinutes,
    now,
  });
  const unseen = publication?.breakoutIds.filter((id) => seen[id] === undefined).length ?? 0;
  const counts = publication === null ? null : { all: publication.breakoutIds.length, unseen };
  await paintBadge(
    badgeForSituation(situation, counts, settings.badgeCounts),
    badgeTitle(situation, publication, unseen, { t: translate, locale: browserLocale(), now }),
  );
}
