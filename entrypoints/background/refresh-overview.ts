import { fetchOverview } from '../../utils/creator-audit/overview.ts';
import { isTransient } from '../../utils/creator-audit/problem/is-transient.ts';
import { isOverviewDue, overviewPeriodFor } from '../../utils/state/overview.ts';
import {
  apiCapabilitiesStore,
  keyOwnerStore,
  overviewStore,
  settingsStore,
  syncStatusStore,
} from '../../utils/storage/stored-values.ts';
import { RateBudget } from '../../utils/sync/rate-budget.ts';
import { connectionWithStoredKey } from './api-connection.ts';
import { withPublishLock } from './publish-lock.ts';

/**
 * Asks after a successful sync, at most once a day, for the organization's figures that the full
 * view's header shows. Skipped while the extension's share of the rate limit is short. Whatever
 * fails disturbs nothing: the header leaves the figures out.
 */
export async function refreshOverview(cancel: AbortSignal): Promise<void> {
  try {
    const [known, owner, { problem }, { lookbackDays, rateSharePercent }, { rateLimit }] =
      await Promise.all([
        overviewStore.read(),
        keyOwnerStore.read(),
        syncStatusStore.read(),
        settingsStore.read(),
        apiCapabilitiesStore.read(),
      ]);
    const askedAt = Date.now();
    if (owner === null || problem !== null || !isOverviewDue(known, askedAt)) return;
    // The budget assumes that a few requests are not counted yet: this one is among them.
    if (new RateBudget(rateLimit, rateSharePercent).pauseBefore(0, askedAt) !== null) return;
    const write = (figures: typeof known.figures) =>
      withPublishLock(async () => {
        const present = await keyOwnerStore.read();
        // The key may have been replaced or removed meanwhile.
        if (present?.organizationId === owner.organizationId)
          await overviewStore.write({ askedAt, figures });
      });
    // Stored before the request: a worker that dies does not ask again.
    await write(known.figures);
    const answered = await fetchOverview(
      await connectionWithStoredKey(cancel),
      overviewPeriodFor(lookbackDays),
    );
    if (answered.ok) await write({ ...answered.value, receivedAt: Date.now() });
    else if (!isTransient(answered.problem)) await write(null);
  } catch {
    // Asked again a day later.
  }
}
