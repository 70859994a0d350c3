import type { FlaggedPost } from '../breakouts/model/flagged-post.ts';
import { type AlertMemory, NEW_CHANNEL_MEMORY } from './alert-memory.ts';
import { type Channel, forEachChannel } from './channel.ts';
import { type AlertPreferences, type RankingNews, recordRanking } from './record-ranking.ts';
import { type AlertDecision, type AlertMoment, sendDue } from './send-due.ts';

/**
 * Decides what to send after a ranking. Pure: flags, memory, preferences and the moment go in; the
 * messages for each channel and the next memory come out. Both must be stored at the same moment.
 */
export function decideAlerts(
  memory: AlertMemory,
  news: RankingNews,
  preferences: AlertPreferences,
  moment: AlertMoment,
): AlertDecision {
  const allowed = allowedPreferences(preferences, moment);
  const planned = planDigest(memory, allowed, moment.now);
  return sendDue(recordRanking(planned, news, allowed, moment.now), allowed, moment);
}

/**
 * Lets channels begin that were switched on since, without sending anything.
 *
 * @param flags the present flags: they are no news to a channel that was off
 */
export function beginAlerts(
  memory: AlertMemory,
  flags: readonly FlaggedPost[],
  preferences: AlertPreferences,
  moment: AlertMoment,
): AlertMemory {
  const allowed = allowedPreferences(preferences, moment);
  return planDigest(beginChannels(memory, flags, allowed.channels), allowed, moment.now);
}

/**
 * Decides what to send without a ranking: at the end of quiet hours or a pause, and at the time of
 * the digest. Also lets channels begin, see {@link beginAlerts}.
 */
export function releaseAlerts(
  memory: AlertMemory,
  flags: readonly FlaggedPost[],
  preferences: AlertPreferences,
  moment: AlertMoment,
): AlertDecision {
  const begun = beginAlerts(memory, flags, preferences, moment);
  return sendDue(begun, allowedPreferences(preferences, moment), moment);
}

/** Nothing of the sample leaves the device. */
function allowedPreferences(
  preferences: AlertPreferences,
  { isSample }: AlertMoment,
): AlertPreferences {
  if (!isSample) return preferences;
  return {
    ...preferences,
    channels: preferences.channels.filter((channel) => channel === 'desktop'),
  };
}

function beginChannels(
  memory: AlertMemory,
  flags: readonly FlaggedPost[],
  active: readonly Channel[],
): AlertMemory {
  const sentStrengths = Object.fromEntries(
    flags.filter(({ endedAt }) => endedAt === null).map(({ id }) => [id, null]),
  );
  const channels = forEachChannel((channel) =>
    active.includes(channel)
      ? (memory.channels[channel] ?? { ...NEW_CHANNEL_MEMORY, sentStrengths })
      : null,
  );
  return { ...memory, channels };
}

/** A digest at another time begins to hold now; what it is about stays. */
function planDigest(
  memory: AlertMemory,
  { settings, channels }: AlertPreferences,
  now: number,
): AlertMemory {
  if (!settings.alertDigest || channels.length === 0) return { ...memory, digest: null };
  const plan = JSON.stringify([settings.alertDigestAt, settings.alertDigestDays]);
  if (memory.digest?.plan === plan) return memory;
  const former = memory.digest ?? { since: now, began: [], moreBegan: 0, ended: [] };
  return { ...memory, digest: { ...former, plan, plannedAt: now } };
}
