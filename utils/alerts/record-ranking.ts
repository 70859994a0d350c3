import { type FlaggedPost, flaggedIds } from '../breakouts/model/flagged-post.ts';
import type { AlertSettings } from '../settings/alert-settings.ts';
import type { Marks } from '../state/marks.ts';
import { DAY_MS } from '../time/units.ts';
import {
  type AlertMemory,
  type ChannelMemory,
  type DigestMemory,
  NEW_CHANNEL_MEMORY,
} from './alert-memory.ts';
import type { AlertPost } from './alert-message.ts';
import { type Channel, forEachChannel } from './channel.ts';
import { passesFilters, withheldBy } from './select-posts.ts';

/** Later than this after the ranking before, the breakouts are those of an absence, ms. */
const MIN_ABSENCE_MS = 2 * DAY_MS;

/** A breakout is sent again when it is this many times as strong as when it was sent. */
const REPEAT_FACTOR = 2;

/** The most posts whose facts are kept until they can be sent; others are counted. */
const MAX_KEPT_POSTS = 200;

/** A ranking of the look-back window, with what it changed. */
export interface RankingNews {
  /** The flags before and after it. */
  readonly formerFlags: readonly FlaggedPost[];
  readonly flags: readonly FlaggedPost[];
  /** The current breakouts, an account rise as one. */
  readonly breakouts: readonly AlertPost[];
  /** The posts that are breakouts no longer. */
  readonly ended: readonly AlertPost[];
  /** The first ranking of the organization's posts. */
  readonly isFirst: boolean;
  /** The posts were flagged by another rule before: that they were not flagged is no news. */
  readonly isOtherRule: boolean;
  /** Days. */
  readonly windowDays: number;
}

/** The user's preferences: settings, marks, and the channels to use. */
export interface AlertPreferences {
  readonly settings: AlertSettings;
  readonly marks: Marks;
  /** The channels that are on and work. */
  readonly channels: readonly Channel[];
}

/**
 * Takes over a ranking: each new breakout that is worth it waits for each channel, and for the
 * digest. Sends nothing.
 *
 * @param now ms since epoch
 */
export function recordRanking(
  memory: AlertMemory,
  news: RankingNews,
  preferences: AlertPreferences,
  now: number,
): AlertMemory {
  const isAbsence = memory.decidedAt !== null && now - memory.decidedAt > MIN_ABSENCE_MS;
  const changed = { news, preferences, now, isSummary: news.isFirst || isAbsence };
  const channels = forEachChannel((channel) =>
    preferences.channels.includes(channel) ? recordFor(memory.channels[channel], changed) : null,
  );
  return {
    channels,
    digest: memory.digest === null ? null : recordForDigest(memory.digest, memory.rises, changed),
    rises: Object.fromEntries(
      news.breakouts
        .filter((post) => isRise(post))
        .map(({ id, postIds }) => [id, postIds] as const),
    ),
    decidedAt: now,
    windowDays: news.windowDays,
  };
}

interface Change {
  readonly news: RankingNews;
  readonly preferences: AlertPreferences;
  readonly now: number;
  readonly isSummary: boolean;
}

/** Returns true for a whole account above its usual. */
function isRise({ id, postIds }: AlertPost): boolean {
  return postIds[0] !== id;
}

function recordFor(former: ChannelMemory | null, { news, preferences, now, isSummary }: Change) {
  const memory = former ?? NEW_CHANNEL_MEMORY;
  const isBaseline = (former === null && !news.isFirst) || news.isOtherRule;
  const sent = currentStrengths(memory, news);
  const waiting = new Map<string, AlertPost>();
  for (const post of refreshed(memory.waiting, news, now)) {
    const before = post.formerMultiple;
    const isNews = before === null || (post.endedAt === null && isDoubled(before, post.strength));
    if (isNews) waiting.set(post.id, post);
    else if (sent.has(post.id)) sent.set(post.id, before);
  }
  if (!preferences.settings.alertBreakouts) {
    for (const post of news.breakouts) recordSent(sent, post);
    return {
      ...NEW_CHANNEL_MEMORY,
      sentStrengths: Object.fromEntries(sent),
      sentAt: memory.sentAt,
    };
  }
  if (isBaseline) {
    for (const post of news.breakouts) recordSent(sent, post);
    // A post that another rule does not flag has not ended.
    const kept = [...waiting.values()].filter(({ endedAt }) => endedAt === null);
    return { ...memory, sentStrengths: Object.fromEntries(sent), waiting: kept };
  }
  let taken = 0;
  for (const post of news.breakouts) {
    const before = sent.get(post.id);
    if (waiting.has(post.id)) {
      // It may have ended and come up again while it waited.
      recordSent(sent, post);
      continue;
    }
    if (before === undefined && isRise(post) && post.postIds.every((id) => sent.has(id))) {
      sent.set(post.id, post.strength);
      continue;
    }
    const isRepeat = typeof before === 'number' && isDoubled(before, post.strength);
    if (before !== undefined && !isRepeat) {
      recordPosts(sent, post);
      continue;
    }
    if (!passesFilters(post, preferences.settings)) continue;
    if (withheldBy(post, preferences.marks, now) !== null) continue;
    recordSent(sent, post);
    for (const id of post.postIds) waiting.delete(id);
    waiting.set(post.id, { ...post, formerMultiple: isRepeat ? before : null });
    taken += 1;
  }
  const kept = strongestFirst([...waiting.values()]);
  return {
    ...memory,
    sentStrengths: Object.fromEntries(sent),
    waiting: kept.slice(0, MAX_KEPT_POSTS),
    moreWaiting: memory.moreWaiting + Math.max(0, kept.length - MAX_KEPT_POSTS),
    isSummary: memory.isSummary || (isSummary && taken > 0),
  };
}

/**
 * Returns the sent strengths of the breakouts that are one still. Strengths that were not known yet
 * are filled in.
 */
function currentStrengths({ sentStrengths }: ChannelMemory, { flags, breakouts }: RankingNews) {
  const current = flaggedIds(flags);
  const strengths = new Map(breakouts.map(({ id, strength }) => [id, strength]));
  return new Map(
    Object.entries(sentStrengths)
      .filter(([id]) => current.has(id) || strengths.has(id))
      .map(([id, strength]) => [id, strength ?? strengths.get(id) ?? null] as const),
  );
}

/** Returns what waits with its present figures; a post that ended meanwhile says so. */
function refreshed(
  waiting: readonly AlertPost[],
  { flags, breakouts }: RankingNews,
  now: number,
): readonly AlertPost[] {
  const current = flaggedIds(flags);
  const present = new Map(breakouts.map((post) => [post.id, post]));
  return waiting.map((post) => {
    const after = present.get(post.id);
    if (after !== undefined) return { ...after, formerMultiple: post.formerMultiple };
    const hasEnded = !post.postIds.some((id) => current.has(id));
    return hasEnded ? { ...post, endedAt: post.endedAt ?? now } : post;
  });
}

function recordSent(sent: Map<string, number | null>, post: AlertPost): void {
  sent.set(post.id, post.strength);
  if (isRise(post)) recordPosts(sent, post);
}

/** Records the posts that an alert stands for: one that joins an account rise is no news. */
function recordPosts(sent: Map<string, number | null>, post: AlertPost): void {
  for (const id of post.postIds) if (!sent.has(id)) sent.set(id, null);
}

function isDoubled(before: number, strength: number): boolean {
  return before > 0 && strength >= REPEAT_FACTOR * before;
}

function recordForDigest(
  digest: DigestMemory,
  formerRises: AlertMemory['rises'],
  { news, preferences, now }: Change,
): DigestMemory {
  if (news.isFirst || news.isOtherRule) return digest;
  const former = flaggedIds(news.formerFlags);
  const current = flaggedIds(news.flags);
  const passes = (post: AlertPost) => passesFilters(post, preferences.settings);
  const began = new Map(digest.began.map((post) => [post.id, post]));
  for (const post of news.breakouts) {
    const isNew =
      !Object.hasOwn(formerRises, post.id) && post.postIds.some((id) => !former.has(id));
    if ((isNew && passes(post)) || began.has(post.id)) began.set(post.id, post);
  }
  for (const [id, post] of began) {
    if (post.endedAt === null && !post.postIds.some((one) => current.has(one)))
      began.set(id, { ...post, endedAt: now });
  }
  const kept = strongestFirst([...began.values()]);
  return {
    ...digest,
    began: kept.slice(0, MAX_KEPT_POSTS),
    moreBegan: digest.moreBegan + Math.max(0, kept.length - MAX_KEPT_POSTS),
    // Those that are not wanted would take the places of others.
    ended: [...digest.ended, ...endedUnits(news.ended, formerRises, current).filter(passes)].slice(
      -MAX_KEPT_POSTS,
    ),
  };
}

/** The breakouts that ended; the posts of one account rise as one. */
function endedUnits(
  ended: readonly AlertPost[],
  formerRises: AlertMemory['rises'],
  current: ReadonlySet<string>,
): readonly AlertPost[] {
  const riseOf = new Map(
    Object.entries(formerRises).flatMap(([id, postIds]) => postIds.map((one) => [one, id])),
  );
  const units = new Map<string, AlertPost>();
  for (const post of ended) {
    const rise = riseOf.get(post.id);
    if (rise === undefined) units.set(post.id, post);
    else if (!formerRises[rise]?.some((id) => current.has(id)))
      units.set(rise, { ...post, id: rise, postIds: formerRises[rise] ?? [], caption: null });
  }
  return [...units.values()];
}

/** Orders breakouts as messages name them: those that still are first, then by strength. */
export function strongestFirst(posts: readonly AlertPost[]): readonly AlertPost[] {
  const isOver = (post: AlertPost) => Number(post.endedAt !== null);
  return [...posts].sort((a, b) => isOver(a) - isOver(b) || b.strength - a.strength);
}
