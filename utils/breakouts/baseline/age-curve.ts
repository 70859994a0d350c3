/** The rate of views saturates before this age instead of being infinite at 0, in days. */
const OFFSET_DAYS = 0.6;

/** What keeps coming for ever, in first-day views per day. */
const TRICKLE = 0.002;

/**
 * Ages below one hour are taken as one hour, in days: what came in minutes says nothing of the
 * rest.
 */
export const MIN_AGE_DAYS = 1 / 24;

/**
 * How a post's views usually arrive: F(t) is what has come by age t days, in units of the first
 * day, F(1) = 1 (but for the trickle):
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
  return (ageDays) => (ageDays <= 0 ? 0 : (start - (ageDays + OFFSET_DAYS) ** power) / firstDay + TRICKLE * ageDays);
}
