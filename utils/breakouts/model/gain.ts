import { isCovered } from '../rule/eligibility.ts';

/** What a post gained over the look-back window and over the window before, in views or in engagements. */
export interface Gain {
  /** Over the window; never negative. */
  readonly gain: number;
  /** Age, in days, at which the window begins for this post: 0 where it was published inside. */
  readonly fromAgeDays: number;
  /** Over the window before; `null` where that is not known. Never negative. */
  readonly previousGain: number | null;
  /** Age, in days, at which the window before begins. */
  readonly previousFromAgeDays: number;
  /** The platform took counts back within the two windows, so that a gain is smaller than what truly came. */
  readonly wasRecounted: boolean;
}

/** What is known of one post. Times in days, deltas as the API answered them. */
export interface GainSource {
  /** Age at the last refresh; `null` counts as older than both windows. */
  readonly ageDays: number | null;
  readonly followedDays: number;
  /** Lifetime count. */
  readonly count: number;
  readonly delta: number | null;
  /** Over twice the window. */
  readonly doubleDelta: number | null;
}

/** What a young post gained before the window says nothing of its pace when it had less than this before it, in days. */
const LEAST_PAST_DAYS = 1;

/**
 * Gain g and the gain before it, d₀ = g₂ − g. All that a post published inside a window has came inside that window, so that there its lifetime
 * count stands for the delta, which would miss what came before the first refresh. Where refreshes began inside a window, the delta
 * covers only the time since then.
 *
 * After a recount in the window before, d₀ would be too small and every post would seem to speed up: it then counts as unknown.
 */
export function gainOver(windowDays: number, source: GainSource): Gain {
  const { count, delta, doubleDelta, followedDays } = source;
  const age = source.ageDays ?? Number.POSITIVE_INFINITY;
  if (age <= windowDays) {
    const wasRecounted = delta !== null && delta < 0;
    return { gain: count, fromAgeDays: 0, previousGain: null, previousFromAgeDays: 0, wasRecounted };
  }
  const gain = Math.max(delta ?? 0, 0);
  const isYoung = age <= 2 * windowDays;
  const total = isYoung ? count : isCovered(followedDays, 2 * windowDays) ? doubleDelta : null;
  const wasRecounted = (delta ?? 0) < 0 || (total !== null && total < gain) || (doubleDelta ?? gain) < (delta ?? 0);
  const fromAgeDays = age - Math.min(windowDays, followedDays);
  const previousFromAgeDays = isYoung ? 0 : age - Math.min(2 * windowDays, followedDays);
  return {
    gain,
    fromAgeDays,
    previousFromAgeDays,
    previousGain: total === null || wasRecounted || (isYoung && fromAgeDays < LEAST_PAST_DAYS) ? null : total - gain,
    wasRecounted,
  };
}
