import type { AlertMemory } from '../../utils/alerts/alert-memory.ts';
import { type PauseChoice, pauseEnd } from '../../utils/alerts/alert-times.ts';
import type { Channel } from '../../utils/alerts/channel.ts';
import { activeChannels } from '../../utils/alerts/channel-state.ts';
import { beginAlerts, decideAlerts, releaseAlerts } from '../../utils/alerts/decide-alerts.ts';
import { addNotice } from '../../utils/alerts/desktop-notices.ts';
import { localClock, userTimeZone } from '../../utils/alerts/local-clock.ts';
import { enqueue } from '../../utils/alerts/outbox.ts';
import type { AlertPreferences, RankingNews } from '../../utils/alerts/record-ranking.ts';
import type { AlertDecision, AlertMoment } from '../../utils/alerts/send-due.ts';
import { isSampleOwner } from '../../utils/state/sample-owner.ts';
import {
  alertMemoryStore,
  alertPauseStore,
  channelsStore,
  desktopNoticesStore,
  flagsStore,
  keyOwnerStore,
  marksStore,
  outboxStore,
  readBatch,
  settingsStore,
  writeBatch,
} from '../../utils/storage/stored-values.ts';
import type { StorageEntry } from '../../utils/storage/value-declaration.ts';
import { reconcileChannels } from './channels.ts';
import { ensureJobs } from './job-list.ts';
import { withOutboxLock } from './outbox-lock.ts';
import { withPublishLock } from './publish-lock.ts';
import { showNotices } from './show-notices.ts';

/**
 * Stores a ranking together with the messages that it leads to, so that a worker that dies neither
 * loses nor repeats one. Call it with the publish lock.
 *
 * @param newsOf collects what the ranking changes
 * @param store writes the entries in the same atomic call as the flags
 */
export async function storeWithAlerts(
  newsOf: () => RankingNews,
  store: (entries: readonly StorageEntry[]) => Promise<unknown>,
): Promise<void> {
  await withOutboxLock(async () => {
    const { memory, preferences, moment } = await alertState();
    // Nobody who uses no alerts pays for them.
    const isUnused = preferences.channels.length === 0;
    const decision = isUnused ? null : decideAlerts(memory, newsOf(), preferences, moment);
    await store(decision === null ? [] : await entriesOf(memory, decision));
  });
  // What is held back is sent by an alarm.
  await ensureJobs();
}

/**
 * Sends what is due and not held back: what waited for the end of quiet hours or a pause, and the
 * digest. Channels that were switched on begin with the breakouts that come up from now on.
 * Idempotent.
 */
export async function sendDueAlerts(): Promise<void> {
  await changeAlerts(releaseAlerts);
  await ensureJobs();
  await showNotices();
}

/**
 * Brings channels in line as {@link followChannels} does at the worker's start. Sends nothing: a
 * sync that is due comes first, so that a digest knows of what it has found.
 */
export async function startAlerts(): Promise<void> {
  await reconcileChannels();
  await changeAlerts((...state) => ({ messages: [], memory: beginAlerts(...state) }));
}

/** Brings channels in line with permissions and addresses, and alerts with the channels. */
export async function followChannels(): Promise<void> {
  await reconcileChannels();
  await sendDueAlerts();
}

/** Pauses all alerts until `until`, ms since epoch; `null`: ends the pause. */
export async function pauseAlerts(until: number | null): Promise<void> {
  // Ignored without a key: a removal leaves nothing.
  if ((await keyOwnerStore.read()) === null) return;
  await alertPauseStore.write({ until });
  await sendDueAlerts();
}

/** Pauses all alerts as the menu of the icon offers it. */
export async function pauseAlertsBy(choice: PauseChoice): Promise<void> {
  await pauseAlerts(pauseEnd(choice, Date.now(), localClock(userTimeZone())));
}

/** Stores what is decided from the present flags. */
async function changeAlerts(decide: typeof releaseAlerts): Promise<void> {
  await withPublishLock(() =>
    withOutboxLock(async () => {
      const [{ memory, preferences, moment }, flags] = await Promise.all([
        alertState(),
        flagsStore.read(),
      ]);
      const decision = decide(memory, flags.posts, preferences, moment);
      const entries = await entriesOf(memory, decision);
      if (entries.length > 0) await writeBatch(entries);
    }),
  );
}

async function alertState(): Promise<{
  readonly memory: AlertMemory;
  readonly preferences: AlertPreferences;
  readonly moment: AlertMoment;
}> {
  const [memory, settings, marks, channels, pause, owner] = await readBatch(
    alertMemoryStore,
    settingsStore,
    marksStore,
    channelsStore,
    alertPauseStore,
    keyOwnerStore,
  );
  const active: readonly Channel[] = owner === null ? [] : activeChannels(channels);
  return {
    memory,
    preferences: { settings, marks, channels: active },
    moment: {
      now: Date.now(),
      timeZone: userTimeZone(),
      pausedUntil: pause.until,
      isSample: isSampleOwner(owner),
      createId: () => crypto.randomUUID(),
    },
  };
}

/** The entries that hand the messages of a decision over; none when nothing changes. */
async function entriesOf(
  before: AlertMemory,
  { messages, memory }: AlertDecision,
): Promise<readonly StorageEntry[]> {
  const isSame = JSON.stringify(memory) === JSON.stringify(before);
  const entries = isSame ? [] : [alertMemoryStore.toEntry(memory)];
  if (messages.length === 0) return entries;
  let [outbox, notices] = await readBatch(outboxStore, desktopNoticesStore);
  for (const { channel, message } of messages) {
    if (channel === 'desktop') notices = addNotice(notices, message);
    else outbox = enqueue(outbox, channel, message, message.createdAt);
  }
  return [...entries, outboxStore.toEntry(outbox), desktopNoticesStore.toEntry(notices)];
}
