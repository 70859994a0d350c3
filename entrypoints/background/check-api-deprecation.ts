import { fetchApiDeprecation } from '../../utils/creator-audit/api-deprecation.ts';
import { isDeprecationCheckDue } from '../../utils/state/api-deprecation.ts';
import { apiDeprecationStore, syncStatusStore } from '../../utils/storage/stored-values.ts';
import { connectionWith } from './api-connection.ts';

/**
 * After a sync that went well, once a day at most: asks whether this version of the API is being retired. It needs no key, so none goes
 * with it. That it fails says nothing to anyone; what was known before stays.
 */
export async function checkApiDeprecation(): Promise<void> {
  try {
    const [known, { problem }] = await Promise.all([apiDeprecationStore.read(), syncStatusStore.read()]);
    if (problem !== null || !isDeprecationCheckDue(known, Date.now())) return;
    const answered = await fetchApiDeprecation(connectionWith(''));
    await apiDeprecationStore.write({ ...known, ...(answered.ok ? answered.value : {}), askedAt: Date.now() });
  } catch {
    // Asked again after the next sync.
  }
}
