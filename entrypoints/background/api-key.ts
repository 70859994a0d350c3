import type { CommandResult } from '../../utils/browser/commands.ts';
import { checkKey } from '../../utils/creator-audit/check-key.ts';
import { createSampleKey } from '../../utils/sample/answer-sample-request.ts';
import type { KeyOwner } from '../../utils/state/key-owner.ts';
import { isSampleOwner } from '../../utils/state/sample-owner.ts';
import { storeApiKey } from '../../utils/storage/api-key-store.ts';
import { logEvent } from '../../utils/storage/event-log.ts';
import {
  apiCapabilitiesStore,
  keyOwnerStore,
  settingsStore,
  syncStatusStore,
} from '../../utils/storage/stored-values.ts';
import type { StorageEntry } from '../../utils/storage/value-declaration.ts';
import { connectionWith } from './api-connection.ts';
import { withOutboxLock } from './outbox-lock.ts';
import {
  disconnect,
  eraseEverything,
  finishPendingRemoval,
  resetEntries,
} from './remove-organization.ts';
import { withSettingsLock } from './settings-lock.ts';
import { deleteSharedSettings } from './share-settings.ts';
import { syncNow, withSyncStopped } from './sync-runner.ts';

/**
 * Checks `key` with CreatorAudit, stores it, and syncs with it. A key of the same organization
 * keeps the fetched data; one of another organization removes it, which needs the user's consent
 * (`mayReplaceOrganization`).
 */
export async function saveKey(
  key: string,
  mayReplaceOrganization: boolean,
): Promise<CommandResult> {
  const checked = await checkKey(connectionWith(key));
  if (!checked.ok) {
    const { kind, requestId } = checked.problem;
    await logEvent({ type: 'key-checked', outcome: kind, requestId });
    return { result: 'problem', problem: checked.problem };
  }

  const { organizationId, apiKeyName } = checked.value;
  const owner: KeyOwner = {
    organizationId,
    apiKeyName,
    lastFour: key.slice(-4),
    savedAt: Date.now(),
  };
  // No sync may start before the change is complete: it would fetch with one key for the owner of
  // the other.
  const isSaved = await withSettingsLock(() =>
    withSyncStopped(async () => {
      const former = await keyOwnerStore.read();
      const isOther = former !== null && former.organizationId !== organizationId;
      // Nobody is asked about leaving the sample, and no sample takes the place of real data.
      const mayReplace = mayReplaceOrganization || isSampleOwner(former);
      if (isOther && !mayReplace) return false;
      await finishPendingRemoval();
      const { keyPersistence } = await settingsStore.read();
      const changes = isOther ? resetEntries() : await withoutProblems();
      // No message of another organization may come back by one that is being sent.
      await withOutboxLock(() =>
        storeApiKey(key, keyPersistence, [...changes, keyOwnerStore.toEntry(owner)]),
      );
      await finishPendingRemoval();
      return true;
    }),
  );
  if (!isSaved) return { result: 'other-organization' };
  await logEvent({ type: 'key-saved', requestId: checked.requestId });
  void syncNow('manual');
  return { result: 'ok' };
}

/** Shows the sample data, as long as there is no key. */
export async function startSample(): Promise<CommandResult> {
  return saveKey(createSampleKey(Date.now()), false);
}

/** Removes the key and everything that was fetched with it. Settings stay. */
export async function removeKey(): Promise<void> {
  await withSettingsLock(() => withSyncStopped(disconnect));
  await logEvent({ type: 'key-removed' });
}

/** Removes the key, everything that was fetched with it, the settings and the diagnostics. */
export async function deleteAllData(): Promise<void> {
  await deleteSharedSettings();
  await withSettingsLock(() => withSyncStopped(eraseEverything));
}

/**
 * Resets problems, pauses and capabilities: those of the former key need not hold for another key
 * of the organization.
 */
async function withoutProblems(): Promise<readonly StorageEntry[]> {
  const { lastSuccessAt } = await syncStatusStore.read();
  return [
    syncStatusStore.toEntry({ ...syncStatusStore.parseFrom({}), lastSuccessAt }),
    apiCapabilitiesStore.toEntry(apiCapabilitiesStore.parseFrom({})),
  ];
}
