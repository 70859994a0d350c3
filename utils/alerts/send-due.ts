import { DAY_MS } from '../time/units.ts';
import type { AlertMemory, ChannelMemory } from './alert-memory.ts';
import { type AlertMessage, type AlertPost, MAX_MESSAGE_POSTS } from './alert-message.ts';
import { afterSilence, digestAfter, heldUntil, type Restraint } from './alert-times.ts';
import { CHANNELS, type Channel } from './channel.ts';
import { localClock } from './local-clock.ts';
import { type AlertPreferences, strongestFirst } from './record-ranking.ts';
import { passesFilters, withheldBy } from './select-posts.ts';

/** The times of messages are forgotten after this time, ms: no restraint looks further back. */
const SENT_TIMES_TTL_MS = 3 * DAY_MS;

/** The circumstances in which messages are made. */
export interface AlertMoment {
  /** ms since epoch. */
  readonly now: number;
  /** Of the user (IANA). */
  readonly timeZone: string;
  /** ms since epoch; `null`: alerts are not paused. */
  readonly pausedUntil: number | null;
  /** The posts are the sample's. */
  readonly isSample: boolean;
  /** Returns another unique id each time. */
  readonly createId: () => string;
}

/** A message for one channel. */
export interface OutgoingAlert {
  readonly channel: Channel;
  readonly message: AlertMessage;
}

/** Messages to be sent now, and the memory once they are handed over. */
export interface AlertDecision {
  readonly messages: readonly OutgoingAlert[];
  readonly memory: AlertMemory;
}

/**
 * Makes the messages that nothing holds back: the digest if it is due, and what waits for each
 * channel, in one message.
 */
export function sendDue(
  memory: AlertMemory,
  preferences: AlertPreferences,
  moment: AlertMoment,
): AlertDecision {
  const afterDigest = sendDigest(memory, preferences, moment);
  const restraint = restraintOf(preferences, moment);
  const reservedFor = nextDigestAt(afterDigest.memory, restraint, moment.now);
  const messages = [...afterDigest.messages];
  const channels = { ...afterDigest.memory.channels };
  for (const channel of CHANNELS) {
    const before = channels[channel];
    if (
      before === null ||
      heldUntil(restraint, before.sentAt, reservedFor, moment.now) > moment.now
    )
      continue;
    const { memory: after, content } = takeWaiting(before, preferences, moment.now);
    channels[channel] = content === null ? after : recordSentAt(after, moment.now);
    if (content === null) continue;
    const kind = before.isSummary ? 'summary' : 'breakouts';
    messages.push({ channel, message: messageOf(kind, content, memory, moment, null) });
  }
  return { messages, memory: { ...afterDigest.memory, channels } };
}

/**
 * Returns the time when something is to be sent without a ranking, ms since epoch; `null`: nothing.
 */
export function nextAlertAt(
  memory: AlertMemory,
  preferences: Pick<AlertPreferences, 'settings'>,
  moment: Pick<AlertMoment, 'now' | 'timeZone' | 'pausedUntil'>,
): number | null {
  const restraint = restraintOf(preferences, moment);
  const digestAt = nextDigestAt(memory, restraint, moment.now);
  const times = CHANNELS.flatMap((channel) => {
    const one = memory.channels[channel];
    if (one === null || one.waiting.length === 0) return [];
    return [heldUntil(restraint, one.sentAt, digestAt, moment.now)];
  });
  if (digestAt !== null) times.push(digestAt);
  return times.length === 0 ? null : Math.min(...times);
}

function restraintOf(
  { settings }: Pick<AlertPreferences, 'settings'>,
  { pausedUntil, timeZone }: Pick<AlertMoment, 'pausedUntil' | 'timeZone'>,
): Restraint {
  return { settings, pausedUntil, clock: localClock(timeZone) };
}

/** The time of the next digest, or the present if it was missed; `null`: there is none. */
function nextDigestAt({ digest, channels }: AlertMemory, restraint: Restraint, now: number) {
  if (digest === null || CHANNELS.every((channel) => channels[channel] === null)) return null;
  const { settings, clock } = restraint;
  // A time in the future: the clock was set back.
  const from = Math.min(Math.max(digest.since, digest.plannedAt), now);
  const at = digestAfter(settings, from, clock);
  return at === null ? null : afterSilence(restraint, Math.max(at, now));
}

function sendDigest(
  memory: AlertMemory,
  preferences: AlertPreferences,
  moment: AlertMoment,
): AlertDecision {
  const { now } = moment;
  const { digest } = memory;
  const restraint = restraintOf(preferences, moment);
  const dueAt = nextDigestAt(memory, restraint, now);
  if (digest === null || dueAt === null || dueAt > now) return { messages: [], memory };
  const isShown = (post: AlertPost) =>
    passesFilters(post, preferences.settings) &&
    withheldBy(post, preferences.marks, now) !== 'hidden';
  const began = digest.began.filter((post) => isShown(post) && isUnseen(post, preferences, now));
  const endedCount = digest.ended.filter(isShown).length;
  const messages: OutgoingAlert[] = [];
  const channels = { ...memory.channels };
  for (const channel of CHANNELS) {
    const before = channels[channel];
    if (before === null || heldUntil(restraint, before.sentAt, null, now) > now) continue;
    // What waits is part of the digest.
    const { memory: after, content } = takeWaiting(before, preferences, now);
    const posts = new Map([...(content?.posts ?? []), ...began].map((post) => [post.id, post]));
    const newCount = posts.size + digest.moreBegan;
    if (newCount + endedCount === 0) continue;
    const digested = { posts: strongestFirst([...posts.values()]), newCount, endedCount };
    const message = messageOf('digest', digested, memory, moment, digest.since);
    messages.push({ channel, message });
    channels[channel] = recordSentAt(after, now);
  }
  const next = { ...digest, since: now, began: [], moreBegan: 0, ended: [] };
  return { messages, memory: { ...memory, channels, digest: next } };
}

function isUnseen(post: AlertPost, { marks }: AlertPreferences, now: number): boolean {
  return withheldBy(post, marks, now) !== 'seen';
}

/** The posts and counts of a message. */
interface Content {
  /** The strongest first. */
  readonly posts: readonly AlertPost[];
  readonly newCount: number;
  readonly endedCount: number;
}

/** Takes what waits and may be sent. What is hidden may be sent when it is hidden no longer. */
function takeWaiting(
  memory: ChannelMemory,
  preferences: AlertPreferences,
  now: number,
): { readonly memory: ChannelMemory; readonly content: Content | null } {
  const sent = new Map(Object.entries(memory.sentStrengths));
  const posts: AlertPost[] = [];
  for (const post of memory.waiting) {
    const reason = withheldBy(post, preferences.marks, now);
    if (reason === 'hidden' || !passesFilters(post, preferences.settings)) {
      sent.delete(post.id);
      for (const id of post.postIds) if (sent.get(id) === null) sent.delete(id);
      continue;
    }
    if (sent.has(post.id)) sent.set(post.id, post.strength);
    if (reason === null) posts.push(post);
  }
  const content = {
    posts: strongestFirst(posts),
    newCount: posts.length + memory.moreWaiting,
    endedCount: posts.filter(({ endedAt }) => endedAt !== null).length,
  };
  return {
    memory: {
      ...memory,
      sentStrengths: Object.fromEntries(sent),
      ...{ waiting: [], moreWaiting: 0, isSummary: false },
    },
    content: posts.length === 0 ? null : content,
  };
}

function recordSentAt(memory: ChannelMemory, now: number): ChannelMemory {
  const recent = memory.sentAt.filter((time) => Math.abs(now - time) < SENT_TIMES_TTL_MS);
  return { ...memory, sentAt: [...recent, now] };
}

function messageOf(
  kind: AlertMessage['kind'],
  { posts, newCount, endedCount }: Content,
  { windowDays }: AlertMemory,
  { now, timeZone, isSample, createId }: AlertMoment,
  since: number | null,
): AlertMessage {
  return {
    ...{ id: createId(), kind, createdAt: now, windowDays, timeZone, isSample },
    ...{ posts: posts.slice(0, MAX_MESSAGE_POSTS), newCount, endedCount, since },
  };
}
