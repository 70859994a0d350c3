import { fetchApiDeprecation } from '../../utils/creator-audit/api-deprecation.ts';
import { isDeprecationCheckDue } from '../../utils/state/api-deprecation.ts';
import { isSampleOwner } from '../../utils/state/sample-owner.ts';
import {
  apiDeprecationStore,
  keyOwnerStore,
  syncStatusStore,
} from '../../utils/storage/stored-values.ts';
import { connectionWith } from './api-connection.ts';

/**
 * Asks after a successful sync, at most once a day, whether this version of the API is being
 * retired. Sends no key, because the request needs none. A failure is not reported, and the dates
 * known so far stay.
 */
export async function checkApiDeprecation(): Promise<void> {
  try {
    const [known, { problem }, owner] = await Promise.all([
      apiDeprecationStore.read(),
      syncStatusStore.read(),
      keyOwnerStore.read(),
    ]);
    // The sample data reaches no network.
    if (isSampleOwner(owner)) return;
    if (problem !== null || !isDeprecationCheckDue(known, Date.now())) return;
    const answered = await fetchApiDeprecation(connectionWith(''));
    await apiDeprecationStore.write({
      ...known,
      ...(answered.ok ? answered.value : {}),
      askedAt: Date.now(),
    });
  } catch {
    // Asked again after the next sync.
  }
}
