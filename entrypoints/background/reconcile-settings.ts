import { readHead } from '../../utils/library/read-library.ts';
import { ensureApiKeyPlace } from '../../utils/storage/api-key-store.ts';
import {
  flagsStore,
  keyOwnerStore,
  publicationStore,
  settingsStore,
} from '../../utils/storage/stored-values.ts';
import { ensureWebhookPlace } from '../../utils/storage/webhook-store.ts';
import { libraryScopeOf } from '../../utils/sync/checkpoint.ts';
import { ensureJobs } from './job-list.ts';
import { rankingRuleOf } from './rank-and-publish.ts';
import { rankableDays, rerank } from './rerank.ts';

/*
 * Compares the consequences of the settings with the stored state, at every start and after every
 * save: if a worker dies after it has stored a setting, the next start does the rest. Call these
 * with the settings lock.
 */

/** Moves the API key and the addresses of webhooks to where the settings want them. */
export async function reconcileKeyPlace(): Promise<void> {
  const { keyPersistence } = await settingsStore.read();
  await ensureApiKeyPlace(keyPersistence);
  await ensureWebhookPlace(keyPersistence);
}

/**
 * Brings the alarm and the published rankings in line with the settings.
 *
 * @returns whether the rest takes a sync: other posts or windows are wanted, or the library cannot
 *   be ranked
 */
export async function reconcileRankings(): Promise<{ readonly needsSync: boolean }> {
  await ensureJobs();
  const [settings, owner, publication, { rule }] = await Promise.all([
    settingsStore.read(),
    keyOwnerStore.read(),
    publicationStore.read(),
    flagsStore.read(),
  ]);
  if (owner === null || publication === null) return { needsSync: false };
  const library = await readHead().catch(() => null);
  const isFetched = library?.scope === libraryScopeOf(owner, settings);
  const isRanked =
    rule === rankingRuleOf(rankableDays(publication, settings), settings) ||
    (await rerank().then(
      () => true,
      () => false,
    ));
  return { needsSync: !isFetched || !isRanked };
}
