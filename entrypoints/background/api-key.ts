import type { Answer } from '../../utils/browser/commands.ts';
import { scheduleResume } from '../../utils/browser/sync-alarm.ts';
import { whoAmI } from '../../utils/creator-audit/check-key.ts';
import { eraseLibrary } from '../../utils/library/library-database.ts';
import type { KeyOwner } from '../../utils/state/key-owner.ts';
import { deleteApiKey, storeApiKey } from '../../utils/storage/api-key-store.ts';
import { logEvent } from '../../utils/storage/event-log.ts';
import { unpublish } from '../../utils/storage/published-rankings.ts';
import {
  apiCapabilitiesStore,
  evidenceLogStore,
  flagsStore,
  keyOwnerStore,
  marksStore,
  sensitivityPreviewStore,
  settingsStore,
  syncStatusStore,
} from '../../utils/storage/stored-values.ts';
import { connectionWith } from './api-connection.ts';
import { cancelSync, syncNow } from './sync-runner.ts';
import { updateBadge } from './update-badge.ts';

/**
 * Keeps `key` once CreatorAudit has said whose it is, and syncs with it. A key of the same organization keeps what was fetched; one of
 * another removes it, which needs the user's word (`mayReplaceOrganization`).
 */
export async function saveKey(key: string, mayReplaceOrganization: boolean): Promise<Answer> {
  const checked = await whoAmI(connectionWith(key));
  if (!checked.ok) {
    const { kind, requestId } = checked.problem;
    await logEvent({ what: 'key-checked', outcome: kind, requestId });
    return { result: 'problem', problem: checked.problem };
  }

  const { organizationId, apiKeyName } = checked.value;
  const former = await keyOwnerStore.read();
  const isOther = former !== null && former.organizationId !== organizationId;
  if (isOther && !mayReplaceOrganization) return { result: 'other-organization' };

  await cancelSync();
  if (isOther) await clearFetchedData();
  const keyHolder: KeyOwner = { organizationId, apiKeyName, lastFour: key.slice(-4), savedAt: Date.now() };
  const { lastSuccessAt } = await syncStatusStore.read();
  await storeApiKey(key, (await settingsStore.read()).keepKey, [
    keyOwnerStore.toEntry(keyHolder),
    // What stopped or slowed the former key says nothing of this one.
    syncStatusStore.toEntry({ ...syncStatusStore.parseFrom({}), lastSuccessAt }),
    apiCapabilitiesStore.toEntry(apiCapabilitiesStore.parseFrom({})),
  ]);
  await logEvent({ what: 'key-saved', requestId: checked.requestId });
  void syncNow('manual');
  return { result: 'done' };
}

/** Forgets the key and everything that was fetched with it. Settings stay. */
export async function removeKey(): Promise<void> {
  await cancelSync();
  await deleteApiKey();
  await keyOwnerStore.remove();
  await clearFetchedData();
  await scheduleResume(null);
  await logEvent({ what: 'key-removed' });
  await updateBadge();
}

async function clearFetchedData(): Promise<void> {
  await unpublish();
  const stores = [
    syncStatusStore,
    marksStore,
    apiCapabilitiesStore,
    flagsStore,
    evidenceLogStore,
    sensitivityPreviewStore,
  ];
  for (const store of stores) await store.remove();
  await eraseLibrary();
}
