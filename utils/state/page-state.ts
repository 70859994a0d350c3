import type { AlertPause } from '../alerts/alert-pause.ts';
import type { ChannelStates } from '../alerts/channel-state.ts';
import type { Settings } from '../settings/settings.ts';
import type { ApiDeprecation } from './api-deprecation.ts';
import type { KeyOwner } from './key-owner.ts';
import type { Marks } from './marks.ts';
import type { Notice } from './notice.ts';
import type { Overview } from './overview.ts';
import type { PublicationHead } from './publication-head.ts';
import type { SavedFilter } from './saved-filters.ts';
import type { SyncStatus } from './sync-status.ts';

/**
 * Everything small that pages show, in one stored value. The worker writes it in the same call as
 * the values that it is made of, which it has checked by their schemas, so pages need no schema.
 */
export interface PageState {
  readonly settings: Settings;
  /** `null`: there is no key. */
  readonly keyOwner: KeyOwner | null;
  readonly status: SyncStatus;
  /** `null` before the first complete sync. */
  readonly publication: PublicationHead | null;
  readonly marks: Marks;
  readonly notices: readonly Notice[];
  readonly deprecation: ApiDeprecation;
  readonly savedFilters: readonly SavedFilter[];
  readonly overview: Overview;
  /** The channels of alerts. */
  readonly channels: ChannelStates;
  readonly alertPause: AlertPause;
}
