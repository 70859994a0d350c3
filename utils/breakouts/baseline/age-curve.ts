/** The rate of views saturates before this age instead of being infinite at 0, in days. */
const OFFSET_DAYS = 0.6;

/** The constant rate that never ends, in first-day views per day. */
const TRICKLE = 0.002;

/**
 * The minimum age, in days: younger posts count as one hour old, because a few minutes of views
 * predict nothing.
 */
export const MIN_AGE_DAYS = 1 / 24;

/**
 * The usual arrival of a post's views: F(t) is the count at an age of t days, in units of the first
 * day, F(1) = 1 (apart from the constant rate):
 *
 *     F(t) = C(t)/C(1) + 0.002·t,   C(t) = t₀^(1−θ) − (t + t₀)^(1−θ),   t₀ = 0.6 d
 *
 * The rate decays as a power law of age with exponent θ (Yu, Xie & Sanner, The lifecycle of a
 * YouTube video, ICWSM 2015). 0 for t ≤ 0; rises with t.
 *
 * @param decay θ, above 1
 */
export function ageCurve(decay: number): (ageDays: number) => number {
  const power = 1 - decay;
  const start = OFFSET_DAYS ** power;
  const firstDay = start - (1 + OFFSET_DAYS) ** power;
  return (ageDays) =>
    ageDays <= 0 ? 0 : (start - (ageDays + OFFSET_DAYS) ** power) / firstDay + TRICKLE * ageDays;
}
