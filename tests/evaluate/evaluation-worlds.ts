import type { RefreshRhythm } from '../simulation/refresh-schedule.ts';
import { REAL_NOISE } from '../simulation/view-count.ts';
import { BASE_WORLD, type WorldSettings } from '../simulation/world.ts';

export interface EvaluationWorld {
  readonly name: string;
  readonly settings: WorldSettings;
  /** True if breakouts are injected, so that F1 is a goal. */
  readonly hasHits: boolean;
  /** True if the numbers in rows are compared with the truth. */
  readonly isCalibrated: boolean;
}

const INJECTED_NOTHING = { newHits: 0, resurgences: 0 } as const;

const CALIBRATED: readonly string[] = ['base', '3-12 posts an account', 'engagement falls'];

function world(name: string, changes: Partial<WorldSettings>): EvaluationWorld {
  const settings = { ...BASE_WORLD, ...changes };
  return { name, settings, hasHits: settings.newHits > 0, isCalibrated: CALIBRATED.includes(name) };
}

/**
 * The worlds of the rule's first version. The name of each tells its difference from the base
 * world.
 */
const MODEL_WORLDS: readonly EvaluationWorld[] = [
  world('base', {}),
  world('base', { windowDays: 1 }),
  world('base', { windowDays: 30 }),
  world('3-12 posts an account', { postsPerAccount: [3, 12] }),
  world('quality σ 0.5', { qualityDeviation: 0.5 }),
  world('quality σ 1.1', { qualityDeviation: 1.1 }),
  world('decay θ 1.15', { decay: 1.15 }),
  world('decay θ 1.9', { decay: 1.9 }),
  world('quiet', INJECTED_NOTHING),
  world('quiet', { ...INJECTED_NOTHING, windowDays: 1 }),
  world('quiet', { ...INJECTED_NOTHING, windowDays: 30 }),
];

function rhythm(jitterMinutes: number, gapShare = 0): RefreshRhythm {
  return { jitterMinutes, gapShare, gapDays: [1, 3] };
}

/**
 * Refreshes that do not come every 24 hours to the second, over short windows, with either reading
 * of a delta.
 */
const REFRESH_WORLDS: readonly EvaluationWorld[] = (
  ['earliest-inside', 'last-before'] as const
).flatMap((reading) =>
  [1, 2].flatMap((windowDays) => {
    const suffix = reading === 'last-before' ? ', from before' : '';
    const changes = { windowDays, deltaReading: reading };
    return [
      world(`24 h ± 1 min${suffix}`, { ...changes, rhythm: rhythm(1) }),
      world(`24 h ± 2 h${suffix}`, { ...changes, rhythm: rhythm(120) }),
      world(`± 2 h, gaps${suffix}`, { ...changes, rhythm: rhythm(120, 0.15) }),
      world(`± 2 h, gaps, real noise${suffix}`, {
        ...changes,
        rhythm: rhythm(120, 0.15),
        noise: REAL_NOISE,
      }),
    ];
  }),
);

/** Worlds with events that the model does not know. */
const ROUGH_WORLDS: readonly EvaluationWorld[] = [
  world('± 2 h, gaps, real noise', { rhythm: rhythm(120, 0.15), noise: REAL_NOISE }),
  world('real noise', { windowDays: 1, noise: REAL_NOISE }),
  world('formats 8:1', { formats: { share: 0.5, ratio: 8, spread: 0 } }),
  world('formats 8:1, uneven', { formats: { share: 0.5, ratio: 8, spread: 1 } }),
  world('a fifth 8× higher', { formats: { share: 0.2, ratio: 1 / 8, spread: 0 } }),
  world('formats 1:1', { formats: { share: 0.5, ratio: 1, spread: 0 } }),
  world('tracked 3 days', { trackedDays: 3 }),
  world('tracked 1.5 days', { trackedDays: 1.5 }),
  world('2 accounts up 5×', { lift: { accounts: 2, factor: 5, days: 7 } }),
  world('grown 10× in a month', { growth: { share: 1, factor: 10, days: 30 } }),
  world('a quarter grown 10×', { growth: { share: 0.25, factor: 10, days: 30 } }),
  world('comeback at 3×', {
    comeback: { accounts: 12, factor: 3, pauseDays: 45, backForDays: 14 },
  }),
  world('engagement falls', { engagementFallsWithReach: true, boughtPosts: 5 }),
  world('recount −10 %', { correction: { share: 0.1, daysAgo: 3, affected: 0.9 } }),
  world('recount −30 %', { correction: { share: 0.3, daysAgo: 3, affected: 0.9 } }),
  world('recount −30 %, 10 days ago', { correction: { share: 0.3, daysAgo: 10, affected: 0.9 } }),
  world('late take-off', { hitPeakDays: [3, 6] }),
];

/** Every world in which the rules are measured. */
export const EVALUATION_WORLDS: readonly EvaluationWorld[] = [
  ...MODEL_WORLDS,
  ...REFRESH_WORLDS,
  ...ROUGH_WORLDS,
];
