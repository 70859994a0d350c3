import type { Ranking } from '../../utils/breakouts/model/ranking.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../utils/settings/settings.ts';
import type { ApiDeprecation } from '../../utils/state/api-deprecation.ts';
import { NEVER_SYNCED, NOT_ASKED_YET } from '../../utils/state/initial-state.ts';
import type { KeyOwner } from '../../utils/state/key-owner.ts';
import type { Notice } from '../../utils/state/notice.ts';
import type { Publication } from '../../utils/state/publication.ts';
import { defaultSelection, type RankingSelection, rankingName } from '../../utils/state/ranking-selection.ts';
import type { SyncStatus } from '../../utils/state/sync-status.ts';
import { checksum } from '../../utils/storage/checksum.ts';
import { EXTENSION_VERSION, hasValidChecksum } from '../../utils/storage/integrity.ts';
import { DEFAULT_RANKING_KEY, rankingKey } from '../../utils/storage/ranking-key.ts';
import { type StoredItems, storage } from '../../utils/storage/storage-adapter.ts';
import { watchKeys } from '../../utils/storage/watch-keys.ts';

/** All that the popup shows, as stored. */
export interface PopupState {
  readonly settings: Settings;
  readonly hasKey: boolean;
  readonly status: SyncStatus;
  readonly publication: Publication | null;
  /** When each breakout was last looked at, ms since epoch. */
  readonly seen: Readonly<Record<string, number>>;
  /** The ranking chosen; `null` when none is published or what is stored is damaged. */
  readonly ranking: Ranking | null;
  readonly notices: readonly Notice[];
  readonly lifecycle: ApiDeprecation;
}

/** What the popup reads beside the ranking, by its key in `stored-values.ts`, and what stands in while it is not stored. */
interface SmallFacts {
  readonly settings: Settings;
  readonly keyHolder: KeyOwner | null;
  readonly syncStatus: SyncStatus;
  readonly publication: Publication | null;
  readonly seen: PopupState['seen'];
  readonly notices: readonly Notice[];
  readonly apiLifecycle: ApiDeprecation;
}

const FALLBACKS: SmallFacts = {
  settings: DEFAULT_SETTINGS,
  keyHolder: null,
  syncStatus: NEVER_SYNCED,
  publication: null,
  seen: {},
  notices: [],
  apiLifecycle: NOT_ASKED_YET,
};

const SMALL_KEYS = Object.keys(FALLBACKS);

/**
 * Reads what the popup shows, in one call. What the worker of this very version has sealed is taken as it stands; when anything is not, all is read by its
 * schema, which is loaded only then.
 *
 * @param choice the look-back window by views, over all platforms, unless the user chose another
 */
export async function loadPopupState(choice?: RankingSelection): Promise<PopupState> {
  // What cannot be read in one call may be readable without the ranking; and if not, it is the second reading that says so.
  const facts = await readSealedFacts(choice).catch(() => null);
  return facts ?? (await import('./load-validated-state.ts')).loadValidatedState(choice);
}

/** @returns `null` when something stored is not sealed. */
async function readSealedFacts(choice: RankingSelection | undefined): Promise<PopupState | null> {
  const items = await storage().get('local', [...SMALL_KEYS, DEFAULT_RANKING_KEY]);
  if (!SMALL_KEYS.every((key) => items[key] === undefined || hasValidChecksum(items[key]))) return null;
  const stored = Object.fromEntries(
    SMALL_KEYS.flatMap((key) => (items[key] === undefined ? [] : [[key, (items[key] as { value: unknown }).value]])),
  );
  const { keyHolder, syncStatus: status, apiLifecycle: lifecycle, ...facts }: SmallFacts = { ...FALLBACKS, ...stored };
  const { publication } = facts;
  const common = { ...facts, hasKey: keyHolder !== null, status, lifecycle };
  if (publication === null) return { ...common, ranking: null };
  const ranking = await readSealedRanking(publication, choice ?? defaultSelection(publication.lookbackDays), items);
  return ranking === null ? null : { ...common, ranking };
}

async function readSealedRanking(
  head: Publication,
  choice: RankingSelection,
  read: StoredItems,
): Promise<Ranking | null> {
  const name = rankingName(choice);
  const key = rankingKey(head, name);
  const { [key]: stored } = key === DEFAULT_RANKING_KEY ? read : await storage().get('local', [key]);
  // The head bears a seal and has the ranking's checksum: the text need not be gone through twice.
  const text = (stored as { readonly value?: unknown } | undefined)?.value;
  const isAsPublished =
    head.writer === EXTENSION_VERSION && typeof text === 'string' && checksum(text) === head.checksums[name];
  return isAsPublished ? (JSON.parse(text) as Ranking) : null;
}

/** Calls `listener` whenever anything of what the popup shows has changed, but for what was looked at: that it says itself. */
export function watchPopupState(listener: () => void): () => void {
  return watchKeys(
    SMALL_KEYS.filter((key) => key !== 'seen' && key !== 'apiLifecycle'),
    listener,
  );
}
