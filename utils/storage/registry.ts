import * as z from 'zod/mini';
import { alertMemorySchema, migrateAlertMemory, NO_ALERT_MEMORY } from '../alerts/alert-memory.ts';
import { alertPauseSchema, NOT_PAUSED } from '../alerts/alert-pause.ts';
import { CHANNELS_OFF, channelStatesSchema } from '../alerts/channel-state.ts';
import { desktopNoticesSchema, NO_DESKTOP_NOTICES } from '../alerts/desktop-notices.ts';
import { EMPTY_OUTBOX, outboxSchema } from '../alerts/outbox.ts';
import { NO_WEBHOOKS, webhooksSchema } from '../alerts/webhooks.ts';
import { flaggedPostSchema } from '../breakouts/model/flagged-post.ts';
import { evidenceLogSchema } from '../breakouts/output/evidence-log.ts';
import { sensitivityPreviewSchema } from '../breakouts/output/sensitivity-preview.ts';
import { DEFAULT_SETTINGS, type Settings } from '../settings/settings.ts';
import { migrateSettings, settingsSchema } from '../settings/settings-schema.ts';
import { apiDeprecationSchema } from '../state/api-deprecation.ts';
import { eventsSchema, migrateEvents } from '../state/event.ts';
import { FULL_VIEW_COLUMNS } from '../state/full-view-state.ts';
import { NEVER_SYNCED, NO_MARKS, NO_OVERVIEW, NOT_ASKED_YET } from '../state/initial-state.ts';
import { keyOwnerSchema } from '../state/key-owner.ts';
import { marksOfSeen, marksSchema } from '../state/marks.ts';
import { noticesSchema } from '../state/notice.ts';
import { overviewSchema } from '../state/overview.ts';
import {
  DEFAULT_VIEW,
  POPUP_SESSION_KEY,
  POPUP_VIEW_KEY,
  type PopupSession,
  type PopupView,
} from '../state/popup-view.ts';
import { migratePublication, publicationHeadSchema } from '../state/publication-head.ts';
import { savedFiltersSchema } from '../state/saved-filters.ts';
import { syncStatusSchema } from '../state/sync-status.ts';
import { apiCapabilitiesSchema, NOTHING_LEARNED } from '../sync/api-capabilities.ts';
import { dueJobsSchema, NO_JOBS } from '../sync/due-jobs.ts';
import { FIRST_RANKING_KEY, MORE_BREAKOUTS_KEY, PAGE_STATE_KEY } from './published-page.ts';
import { STORAGE_MODE_KEY, type StorageMode } from './storage-mode.ts';
import { declareValue, type ValueDeclaration } from './value-declaration.ts';

/*
 * Every value in extension storage, declared once. Backup, repair, removal with the organization,
 * the report and `pageState` derive from it. Large data is in IndexedDB: posts and history
 * (`utils/library`) and the complete rankings.
 */

/** The API key if it is stored on this device. */
export const apiKey = declareValue({
  key: 'apiKey',
  schema: z.nullable(z.string()),
  fallback: null,
  isBackedUp: true,
  notices: { restored: 'key-restored', lost: 'key-lost' },
  isOrganizationData: true,
});

/**
 * The API key if it is kept for this browser session only. Never on disk, and therefore never
 * backed up.
 */
export const sessionKey = declareValue({
  area: 'session',
  key: 'sessionKey',
  schema: z.nullable(z.string()),
  fallback: null,
  isOrganizationData: true,
});

/**
 * The addresses of webhooks, which are secrets like the API key and in the same place: on this
 * device.
 */
export const webhooks = declareValue({
  key: 'webhooks',
  schema: webhooksSchema,
  fallback: NO_WEBHOOKS,
  isBackedUp: true,
  isOrganizationData: true,
});

/** The addresses of webhooks if they are kept for this browser session only, as the API key is. */
export const sessionWebhooks = declareValue({
  area: 'session',
  key: 'sessionWebhooks',
  schema: webhooksSchema,
  fallback: NO_WEBHOOKS,
  isOrganizationData: true,
});

/**
 * The owner of the key, as screens show it; `null` exactly when there is no key. Can be fetched
 * again from the API.
 */
export const keyOwner = declareValue({
  key: 'keyOwner',
  formerKeys: ['keyHolder'],
  schema: z.nullable(keyOwnerSchema),
  fallback: null,
  isBackedUp: true,
  notices: { restored: 'key-restored', lost: null },
  isOrganizationData: true,
  pageStateField: 'keyOwner',
  isReported: true,
});

export const settings = declareValue<Settings>({
  key: 'settings',
  schema: settingsSchema,
  fallback: DEFAULT_SETTINGS,
  migrations: [migrateSettings],
  isBackedUp: true,
  notices: { restored: 'settings-restored', lost: 'settings-lost' },
  isOrganizationData: false,
  pageStateField: 'settings',
  isReported: true,
});

/** The time of the last change of each setting, ms since epoch. */
export const settingTimes = declareValue({
  key: 'settingTimes',
  schema: z.readonly(z.record(z.string(), z.number())),
  fallback: {},
  isOrganizationData: false,
});

/** The last failure to share settings with the user's other browsers; `null`: none. */
export const settingsSharing = declareValue({
  key: 'settingsSharing',
  schema: z.readonly(z.object({ failure: z.nullable(z.enum(['quota', 'failed'])) })),
  fallback: { failure: null },
  isOrganizationData: false,
});

/** The posts that the user has seen, snoozed and muted, and the actions that can be taken back. */
export const marks = declareValue({
  key: 'marks',
  formerKeys: ['seen'],
  schema: marksSchema,
  fallback: NO_MARKS,
  migrations: [marksOfSeen],
  isBackedUp: true,
  notices: { restored: 'seen-restored', lost: 'seen-lost' },
  isOrganizationData: true,
  pageStateField: 'marks',
});

/**
 * The posts flagged as breakouts, and the rule that flagged them: look-back window and sensitivity.
 * When they are lost, only the times of the first flags are.
 */
export const flags = declareValue({
  key: 'flags',
  schema: z.readonly(z.object({ rule: z.string(), posts: z.readonly(z.array(flaggedPostSchema)) })),
  fallback: { rule: '', posts: [] },
  isBackedUp: true,
  isOrganizationData: true,
});

/** The candidates of the last 30 days, to preview other sensitivities. */
export const evidenceLog = declareValue({
  key: 'evidenceLog',
  schema: evidenceLogSchema,
  fallback: { windowDays: 0, since: 0, evidence: [] },
  isOrganizationData: true,
});

/**
 * The number of breakouts each sensitivity finds; `null` before the first sync, and where no post
 * could be compared.
 */
export const sensitivityPreviews = declareValue({
  key: 'sensitivityPreview',
  schema: z.nullable(sensitivityPreviewSchema),
  fallback: null,
  isOrganizationData: true,
});

/** The head of the last publication; `null` before the first. */
export const publication = declareValue({
  key: 'publication',
  schema: z.nullable(publicationHeadSchema),
  fallback: null,
  migrations: [migratePublication],
  isOrganizationData: true,
  pageStateField: 'publication',
  isReported: true,
});

export const syncStatus = declareValue({
  key: 'syncStatus',
  schema: syncStatusSchema,
  fallback: NEVER_SYNCED,
  isOrganizationData: true,
  pageStateField: 'status',
  isReported: true,
});

/**
 * The abilities of the API with this key, so that they need not be learned again after each
 * restart.
 */
export const apiCapabilities = declareValue({
  key: 'apiCapabilities',
  formerKeys: ['apiWays'],
  schema: apiCapabilitiesSchema,
  fallback: NOTHING_LEARNED,
  isOrganizationData: true,
});

/** Damage to stored values that the user should know of and has not dismissed. */
export const notices = declareValue({
  key: 'notices',
  schema: noticesSchema,
  fallback: [],
  isOrganizationData: true,
  pageStateField: 'notices',
  isReported: true,
});

/** The dates of this API version's deprecation, from the last check. */
export const apiDeprecation = declareValue({
  key: 'apiDeprecation',
  formerKeys: ['apiLifecycle'],
  schema: apiDeprecationSchema,
  fallback: NOT_ASKED_YET,
  isOrganizationData: true,
  pageStateField: 'deprecation',
});

/** The filters that the user has named. The settings file has a copy of them. */
export const savedFilters = declareValue({
  key: 'savedFilters',
  schema: savedFiltersSchema,
  fallback: [],
  isBackedUp: true,
  isOrganizationData: true,
  pageStateField: 'savedFilters',
});

/** The organization's figures of the full view's header, asked for once a day. */
export const overview = declareValue({
  key: 'overview',
  schema: overviewSchema,
  fallback: NO_OVERVIEW,
  isOrganizationData: true,
  pageStateField: 'overview',
});

/**
 * The state that pages show apart from rankings, as JSON text; composed of the values with a
 * `pageStateField`.
 */
const pageState = declareValue({
  key: PAGE_STATE_KEY,
  schema: z.string(),
  fallback: '',
  isOrganizationData: false,
});

/** The first rows of the ranking shown first, as JSON text. */
const firstRanking = declareValue({
  key: FIRST_RANKING_KEY,
  schema: z.string(),
  fallback: '',
  isOrganizationData: true,
});

/** The breakouts of `firstRanking` beyond those that its value has, as JSON text. */
const moreBreakouts = declareValue({
  key: MORE_BREAKOUTS_KEY,
  schema: z.string(),
  fallback: '',
  isOrganizationData: true,
});

/**
 * The tab, window, order and filters of the popup. The popup alone reads and writes it, and checks
 * each part as it reads (`parsePopupView`).
 */
const popupView = declareValue<PopupView>({
  key: POPUP_VIEW_KEY,
  schema: z.custom<PopupView>(),
  fallback: DEFAULT_VIEW,
  isOrganizationData: true,
});

/** The columns that the user has hidden from the table of the full view. */
export const hiddenColumns = declareValue({
  key: 'hiddenColumns',
  schema: z.readonly(z.array(z.enum(FULL_VIEW_COLUMNS))),
  fallback: [],
  isOrganizationData: false,
});

/** The place where the popup was left, read and written as `popupView` is. */
const popupSession = declareValue<PopupSession | null>({
  area: 'session',
  key: POPUP_SESSION_KEY,
  schema: z.custom<PopupSession | null>(),
  fallback: null,
  isOrganizationData: true,
});

/**
 * The channels of alerts: which are on, and what became of their last messages. They belong to this
 * browser, and go with the organization, so that nobody else's posts are sent to its channels.
 */
export const channels = declareValue({
  key: 'channels',
  schema: channelStatesSchema,
  fallback: CHANNELS_OFF,
  isBackedUp: true,
  isOrganizationData: true,
  pageStateField: 'channels',
  isReported: true,
});

/** The messages to Slack and Discord that have not been sent yet. */
export const outbox = declareValue({
  key: 'outbox',
  schema: outboxSchema,
  fallback: EMPTY_OUTBOX,
  isOrganizationData: true,
});

/** The memory by which it is decided what to send. */
export const alertMemory = declareValue({
  key: 'alertMemory',
  schema: alertMemorySchema,
  fallback: NO_ALERT_MEMORY,
  migrations: [migrateAlertMemory],
  isOrganizationData: true,
});

/** The pause of all alerts that the user has asked for. */
export const alertPause = declareValue({
  key: 'alertPause',
  schema: alertPauseSchema,
  fallback: NOT_PAUSED,
  isOrganizationData: true,
  pageStateField: 'alertPause',
});

/** The desktop notices that are to be shown, and those that are. */
export const desktopNotices = declareValue({
  key: 'desktopNotices',
  schema: desktopNoticesSchema,
  fallback: NO_DESKTOP_NOTICES,
  isOrganizationData: true,
});

/** The diagnostics. */
export const events = declareValue({
  key: 'events',
  schema: eventsSchema,
  fallback: [],
  migrations: [migrateEvents],
  isOrganizationData: true,
  isReported: true,
});

/** The due jobs of the worker. One alarm wakes it for the next. */
export const dueJobs = declareValue({
  key: 'dueJobs',
  schema: dueJobsSchema,
  fallback: NO_JOBS,
  isOrganizationData: false,
});

/** A removal under way, which the next start finishes when the worker dies. */
export const pendingRemoval = declareValue({
  key: 'pendingRemoval',
  schema: z.nullable(z.enum(['disconnect', 'other-organization', 'everything'])),
  fallback: null,
  isOrganizationData: false,
});

/**
 * The present place of everything in `local`, and the version of the extension that last repaired
 * it; `null`: not repaired in this browser session. Its copy among the backups outlives the
 * session: `session-fallback` there means that the backups are newer than `local`.
 */
export const storageMode = declareValue({
  area: 'session',
  key: STORAGE_MODE_KEY,
  schema: z.nullable(
    z.object({
      mode: z.enum(['local', 'session-fallback'] satisfies readonly StorageMode[]),
      repairedBy: z.string(),
    }),
  ),
  fallback: null,
  isOrganizationData: false,
});

/** The keys whose backups may be older than their values, because a worker died in between. */
export const pendingBackups = declareValue({
  area: 'session',
  key: 'pendingBackups',
  schema: z.readonly(z.array(z.string())),
  fallback: [],
  isOrganizationData: false,
});

/** Every declared value. */
export const REGISTRY = [
  apiKey,
  sessionKey,
  webhooks,
  sessionWebhooks,
  keyOwner,
  settings,
  settingTimes,
  settingsSharing,
  marks,
  flags,
  evidenceLog,
  sensitivityPreviews,
  publication,
  syncStatus,
  apiCapabilities,
  notices,
  apiDeprecation,
  savedFilters,
  overview,
  pageState,
  firstRanking,
  moreBreakouts,
  popupView,
  hiddenColumns,
  popupSession,
  channels,
  outbox,
  alertMemory,
  alertPause,
  desktopNotices,
  events,
  dueJobs,
  pendingRemoval,
  storageMode,
  pendingBackups,
] as unknown as readonly ValueDeclaration<unknown>[];

/** The values in `local`. */
export const LOCAL_VALUES = REGISTRY.filter(({ area }) => area === 'local');

/** The keys of values with a copy in IndexedDB. */
export const BACKED_UP_KEYS: readonly string[] = REGISTRY.filter(
  ({ isBackedUp }) => isBackedUp,
).map(({ key }) => key);

/** The values in `local` that go with the organization. */
export const ORGANIZATION_VALUES = LOCAL_VALUES.filter(
  ({ isOrganizationData }) => isOrganizationData,
);

/** The keys of {@link ORGANIZATION_VALUES}. */
export const ORGANIZATION_KEYS: readonly string[] = ORGANIZATION_VALUES.map(({ key }) => key);

/**
 * The keys in `session` that go with the organization, apart from the API key, whose place may be
 * filled by the next one already.
 */
export const SESSION_ORGANIZATION_KEYS: readonly string[] = REGISTRY.filter(
  ({ area, key, isOrganizationData }) =>
    area === 'session' && isOrganizationData && key !== sessionKey.key,
).map(({ key }) => key);

/** Keys in `local` that only earlier versions used. */
export const OBSOLETE_KEYS: readonly RegExp[] = [/^setAside$/, /^set-aside\//, /^ranking\//];
