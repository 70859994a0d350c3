import { isCovered } from '../rule/eligibility.ts';

/** The gains of a post over the look-back window and before it, in views or in engagements. */
export interface Gain {
  /** Over the window; never negative. `null`: no refresh shows it. */
  readonly gain: number | null;
  /**
   * Age, in days, from which on the gain counts: 0 where the post was published inside the window.
   */
  readonly fromAgeDays: number;
  /**
   * Over the time before: the window before, or all of the post's life until then. Never negative.
   */
  readonly previousGain: number | null;
  /** Age, in days, at which the time before begins. */
  readonly previousFromAgeDays: number;
  /**
   * True if the platform corrected its count downwards within the two windows, so that a gain is
   * smaller than it was in truth.
   */
  readonly wasRecounted: boolean;
}

/** Facts of one post. Times in days, deltas as the API gives them. */
export interface GainSource {
  /** Age at the last refresh; `null` counts as older than both windows. */
  readonly ageDays: number | null;
  readonly trackedDays: number;
  /** Lifetime count. */
  readonly count: number;
  readonly delta: number | null;
  /** The largest over any shorter window: more than `delta` only after a recount. */
  readonly shorterDelta: number | null;
  readonly shorterDays: number;
  /** Over twice the window. */
  readonly doubleDelta: number | null;
  /** Over {@link paceWindow}. */
  readonly paceDelta: number | null;
  /** The share of its former views that the platform took back when it corrected its counts. */
  readonly lostShare: number;
  /**
   * The usual gain over the window; `NaN` where nothing is usual. Needed only where `delta` is 0.
   */
  readonly usualGain: number;
}

/** With fewer days before the window than this, nothing is known of a post's former pace. */
const MIN_PREVIOUS_DAYS = 1;

/** A gain of exactly 0 means that no refresh fell in the window, if at least this much is usual. */
const MIN_USUAL_GAIN = 30;

/** Refreshes may be missing from windows up to this long, in days: they come once a day or so. */
export const MAX_SHORT_WINDOW_DAYS = 3;

/** A week has several refreshes at any refresh interval. */
const WEEK_DAYS = 7;

/**
 * Returns the window, in days, whose gain gives the former pace: twice the look-back window, and a
 * week at least. Over a shorter time the gain before depends on the minute of a refresh.
 */
export function paceWindow(windowDays: number): number {
  return windowDays <= MAX_SHORT_WINDOW_DAYS ? WEEK_DAYS : 2 * windowDays;
}

/**
 * Computes the gain g and the gain before it. For a post published inside a window its lifetime
 * count is the gain: the delta lacks the views before the first refresh. Where refreshes began
 * inside a window, the delta covers only the time since then.
 *
 * The API counts from refresh to refresh, and these come every 24 hours give or take minutes to
 * hours, or are missed. So over a short window a gain of exactly 0 where the usual is large only
 * means that no refresh fell into the window; the gain over twice the window then replaces it.
 *
 * Where the gain before is unknown (not covered, not refreshed, or recounted), the former pace is
 * that of the post's whole life until the window.
 */
export function gainOver(windowDays: number, source: GainSource): Gain {
  const { count, delta, doubleDelta, paceDelta, trackedDays } = source;
  const age = source.ageDays ?? Number.POSITIVE_INFINITY;
  if (age <= windowDays) return wholeLife(count, (delta ?? 0) < 0);
  const isShort = windowDays <= MAX_SHORT_WINDOW_DAYS;
  const paceDays = paceWindow(windowDays);
  const since = (days: number) => age - Math.min(days, trackedDays);
  const isMasked = (source.shorterDelta ?? 0) > Math.max(delta ?? 0, 0);
  let gain = isMasked ? (source.shorterDelta ?? 0) : Math.max(delta ?? 0, 0);
  let fromAgeDays = since(isMasked ? source.shorterDays : windowDays);
  if (delta === 0 && isShort && source.usualGain >= MIN_USUAL_GAIN) {
    if (age <= 2 * windowDays) return wholeLife(count, false);
    if (doubleDelta === null || doubleDelta <= 0) return UNREFRESHED;
    gain = doubleDelta;
    fromAgeDays = since(2 * windowDays);
  }
  // Equal gains over two windows count from the same refresh, which may have been before the
  // shorter one began.
  if (isShort && gain > 0 && doubleDelta === gain) fromAgeDays = since(2 * windowDays);
  if (isShort && gain > 0 && paceDelta === gain) fromAgeDays = since(paceDays);
  const wasRecounted = (delta ?? 0) < 0 || isMasked || (doubleDelta ?? gain) < gain || count < gain;
  const after = (previousGain: number | null, previousFromAgeDays: number): Gain => ({
    ...{ gain, fromAgeDays, previousGain, previousFromAgeDays, wasRecounted },
  });
  if (age <= paceDays) {
    const isUnknown = wasRecounted || fromAgeDays < MIN_PREVIOUS_DAYS;
    return after(isUnknown ? null : count - gain, 0);
  }
  const previousGain = (paceDelta ?? Number.NaN) - gain;
  const isKnown = previousGain >= (isShort ? 1 : 0) && isCovered(trackedDays, paceDays);
  return isKnown && !wasRecounted
    ? after(previousGain, since(paceDays))
    : after(Math.max(0, count - gain) / (1 - source.lostShare), 0);
}

const UNREFRESHED: Gain = {
  gain: null,
  fromAgeDays: Number.NaN,
  previousGain: null,
  previousFromAgeDays: Number.NaN,
  wasRecounted: false,
};

function wholeLife(count: number, wasRecounted: boolean): Gain {
  return {
    ...{ gain: count, fromAgeDays: 0, previousGain: null, previousFromAgeDays: 0, wasRecounted },
  };
}
