/** Soonest rate of the power law, in days: views do not start at infinity (Szabo & Huberman, arXiv 0811.0405, see hours of saturation). */
export const CURVE_OFFSET_DAYS = 0.6;

/** The trickle that never dies, in first-day views per day. */
export const TRICKLE = 0.002;

/** A second life of an old post. */
export interface Resurgence {
  /** Age of the post when it begins, in days. */
  readonly startAgeDays: number;
  /** Its first day's views, in first-day views of the post. */
  readonly level: number;
}

/** How the expected views of one post grow. */
export interface ViewCurve {
  /** Expected views of the first day: the account's size × the post's quality. */
  readonly firstDayViews: number;
  /** Exponent θ > 1 of the power law by which the rate falls with age. */
  readonly decay: number;
  /** Views that come every day for ever, in first-day views per day: 0 but for evergreens. */
  readonly evergreenLevel: number;
  readonly resurgence: Resurgence | null;
}

/**
 * Expected lifetime views at an age in days: first-day views × (C(t)/C(1) + trickle·t + evergreen·t) and the same again for a
 * resurgence, C(t) = t₀^(1−θ) − (t+t₀)^(1−θ). A power law of age after Yu, Xie & Sanner, ICWSM 2015.
 */
export function expectedViews(curve: ViewCurve, ageDays: number): number {
  if (ageDays <= 0) return 0;
  const { firstDayViews, decay, evergreenLevel, resurgence } = curve;
  const own = decayed(ageDays, decay) + (TRICKLE + evergreenLevel) * ageDays;
  const again =
    resurgence && ageDays > resurgence.startAgeDays
      ? resurgence.level * decayed(ageDays - resurgence.startAgeDays, decay)
      : 0;
  return firstDayViews * (own + again);
}

/** C(t)/C(1): what has come by age t, in units of the first day. */
function decayed(ageDays: number, decay: number): number {
  const power = 1 - decay;
  const start = CURVE_OFFSET_DAYS ** power;
  return (start - (ageDays + CURVE_OFFSET_DAYS) ** power) / (start - (1 + CURVE_OFFSET_DAYS) ** power);
}
