/**
 * The offset of the power law, in days: the rate of views is finite at age 0 (Szabo & Huberman,
 * arXiv 0811.0405).
 */
const CURVE_OFFSET_DAYS = 0.6;

/** The rate that never ends, in first-day views per day. */
const TRICKLE = 0.002;

/** A resurgence of an old post. */
export interface Resurgence {
  /** Age of the post when it begins, in days. */
  readonly startAgeDays: number;
  /** Its first day's views, in first-day views of the post. */
  readonly level: number;
}

/** A jump by bought views, which arrive within one day. */
interface BoughtViews {
  readonly startAgeDays: number;
  /** Lifetime views are multiplied by this. */
  readonly factor: number;
}

/** The expected growth of one post's views. */
export interface ViewCurve {
  /** Expected views of the first day: the account's size × the post's quality. */
  readonly firstDayViews: number;
  /** Exponent θ > 1 of the power law by which the rate falls with age. */
  readonly decay: number;
  /** Views that come every day for ever, in first-day views per day: 0 except for evergreens. */
  readonly evergreenLevel: number;
  readonly resurgence: Resurgence | null;
  /**
   * Only `share` of the views come as those of other posts do; the others have their peak at this
   * age.
   */
  readonly latePeak?: { readonly ageDays: number; readonly share: number };
  /** From this age on the rate is multiplied: the whole account is up. */
  readonly lift?: { readonly fromAgeDays: number; readonly factor: number };
  readonly bought?: BoughtViews | undefined;
}

/**
 * Expected lifetime views at an age in days: first-day views × (C(t)/C(1) + trickle·t +
 * evergreen·t) and the same again for a resurgence, C(t) = t₀^(1−θ) − (t+t₀)^(1−θ). A power law of
 * age after Yu, Xie & Sanner, ICWSM 2015.
 */
export function expectedViews(curve: ViewCurve, ageDays: number): number {
  const { lift, bought } = curve;
  let views = withoutEvents(curve, ageDays);
  if (lift && ageDays > lift.fromAgeDays) {
    views += (lift.factor - 1) * (views - withoutEvents(curve, lift.fromAgeDays));
  }
  if (bought && ageDays > bought.startAgeDays) {
    const arrived = Math.min(1, ageDays - bought.startAgeDays);
    views += arrived * (bought.factor - 1) * withoutEvents(curve, bought.startAgeDays);
  }
  return views;
}

function withoutEvents(curve: ViewCurve, ageDays: number): number {
  if (ageDays <= 0) return 0;
  const { firstDayViews, decay, evergreenLevel, resurgence, latePeak } = curve;
  const ordinary = decayed(ageDays, decay);
  const own = latePeak
    ? latePeak.share * ordinary +
      (1 - latePeak.share) * peakedLate(ageDays, latePeak.ageDays, decay)
    : ordinary;
  const again = resurgence
    ? resurgence.level * decayed(ageDays - resurgence.startAgeDays, decay)
    : 0;
  return firstDayViews * (own + (TRICKLE + evergreenLevel) * ageDays + again);
}

/** The parts of C(t) that depend on the exponent alone: t₀^(1−θ) and C(1). */
interface DecayTerms {
  readonly decay: number;
  readonly start: number;
  readonly firstDay: number;
}

/** The terms of the last curve: its views are asked for day by day. */
let lastTerms: DecayTerms = { decay: Number.NaN, start: Number.NaN, firstDay: Number.NaN };

function termsOf(decay: number): DecayTerms {
  if (lastTerms.decay !== decay) {
    const start = CURVE_OFFSET_DAYS ** (1 - decay);
    lastTerms = { decay, start, firstDay: start - (1 + CURVE_OFFSET_DAYS) ** (1 - decay) };
  }
  return lastTerms;
}

/** C(t)/C(1): the views up to age t, in units of the first day's; 0 for t ≤ 0. */
function decayed(ageDays: number, decay: number): number {
  if (ageDays <= 0) return 0;
  const { start, firstDay } = termsOf(decay);
  return (start - (ageDays + CURVE_OFFSET_DAYS) ** (1 - decay)) / firstDay;
}

/**
 * The rate at the late peak, in rates at age 0: about as many views in all as those of a post with
 * its peak at once.
 */
const LATE_PEAK_RATE = 1 / 5;

/**
 * Views up to age t of a post whose rate rises evenly until its peak and falls by the power law
 * from there.
 */
function peakedLate(ageDays: number, peakDays: number, decay: number): number {
  const { firstDay } = termsOf(decay);
  const initialRate = ((decay - 1) * CURVE_OFFSET_DAYS ** -decay) / firstDay;
  const rising = Math.min(ageDays, peakDays);
  const risen = (initialRate * rising ** 2) / (2 * peakDays);
  return LATE_PEAK_RATE * (risen + decayed(ageDays - peakDays, decay));
}
