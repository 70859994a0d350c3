import * as z from 'zod/mini';
import { DAY_MS } from '../../time/units.ts';
import type { Thresholds } from '../model/sensitivity.ts';
import type { Classification } from '../rule/classification.ts';
import { MIN_RISEN_POSTS } from '../rule/classify-posts.ts';
import { isBreakout } from '../rule/is-breakout.ts';

/** The reach of the log, in days. */
export const EVIDENCE_DAYS = 30;
/** The most posts that are kept of one day, strongest first: far more than anybody reads. */
const MAX_POSTS_PER_DAY = 200;

/**
 * The sensitivity that finds the weakest evidence to keep: below the lowest threshold that can be
 * set.
 */
export const WEAKEST_KEPT = { kind: 'custom', multiple: 1.5, minimumGain: 0 } as const;

/** The strength with which a post stood out on one day. */
const evidenceSchema = z.readonly(
  z.object({
    id: z.string(),
    /** Whole days since epoch. */
    day: z.number(),
    /** The highest threshold of the multiple that the post still passes. */
    strength: z.number(),
    /** Standard deviations of the account's scatter. */
    z: z.number(),
    /** Views gained over the window. */
    gain: z.number(),
    /** The account that has risen as a whole; `strength` and `z` are then as if it had not. */
    riseOf: z.optional(z.string()),
  }),
);

/**
 * Candidates of the last {@link EVIDENCE_DAYS} days over one look-back window, to preview other
 * sensitivities.
 */
export const evidenceLogSchema = z.readonly(
  z.object({
    /** Days; evidence over another window does not compare. */
    windowDays: z.number(),
    /**
     * The time of the first ranking over this window, ms since epoch; 0: not recorded by version
     * 0.1.0.
     */
    since: z.catch(z.number(), 0),
    evidence: z.readonly(z.array(evidenceSchema)),
  }),
);

export type Evidence = z.infer<typeof evidenceSchema>;
export type EvidenceLog = z.infer<typeof evidenceLogSchema>;

/**
 * Collects the evidence of breakouts.
 *
 * @param classified classified with {@link WEAKEST_KEPT} as the sensitivity
 * @param riseOf their account, where they are classified as if it had not risen
 */
export function evidenceOf(
  classified: readonly Classification[],
  now: number,
  riseOf?: string,
): Evidence[] {
  const day = Math.floor(now / DAY_MS);
  return classified
    .filter(isBreakout)
    .flatMap(({ id, strength, z: score, gain }) =>
      strength === null || score === null || gain === null
        ? []
        : [{ id, day, strength, z: score, gain, ...(riseOf === undefined ? {} : { riseOf }) }],
    );
}

/**
 * Adds evidence to the log: per post the strongest of each day, nothing older than
 * {@link EVIDENCE_DAYS} days.
 */
export function logEvidence(
  log: EvidenceLog,
  windowDays: number,
  current: readonly Evidence[],
  now: number,
): EvidenceLog {
  const today = Math.floor(now / DAY_MS);
  const isSameWindow = log.windowDays === windowDays;
  const former = isSameWindow ? log.evidence : [];
  const since = isSameWindow
    ? log.since || Math.min(now, ...former.map(({ day }) => day * DAY_MS))
    : now;
  const strongest = new Map<string, Evidence>();
  for (const evidence of [...former, ...current].sort((a, b) => a.strength - b.strength)) {
    if (today - evidence.day < EVIDENCE_DAYS && evidence.day <= today) {
      strongest.set(`${evidence.day} ${evidence.riseOf} ${evidence.id}`, evidence);
    }
  }
  const kept = new Map<number, Evidence[]>();
  for (const evidence of [...strongest.values()].sort(
    (a, b) => b.strength - a.strength || (a.id < b.id ? -1 : 1),
  )) {
    const ofDay = kept.get(evidence.day) ?? [];
    if (ofDay.length < MAX_POSTS_PER_DAY) kept.set(evidence.day, [...ofDay, evidence]);
  }
  return { windowDays, since, evidence: [...kept.values()].flat() };
}

/**
 * Counts the breakouts that thresholds flag by this evidence: each post once, and an account that
 * has risen once for those of its posts that are none without its rise.
 */
export function countFlagged(
  evidence: readonly Evidence[],
  { multiple, z: bar, minimumGain }: Thresholds,
): number {
  const passing = evidence.filter(
    (one) => one.strength >= multiple && one.z >= bar && one.gain >= minimumGain,
  );
  const posts = idsOf(passing.filter(({ riseOf }) => riseOf === undefined));
  const ofRises = passing.filter(({ id, riseOf }) => riseOf !== undefined && !posts.has(id));
  const rises = [...Map.groupBy(ofRises, ({ riseOf }) => riseOf).values()];
  return posts.size + rises.filter((rise) => idsOf(rise).size >= MIN_RISEN_POSTS).length;
}

function idsOf(evidence: readonly Evidence[]): ReadonlySet<string> {
  return new Set(evidence.map(({ id }) => id));
}
