import * as z from 'zod/mini';
import type { Thresholds } from '../model/sensitivity.ts';
import type { Classification } from '../rule/classification.ts';
import { isBreakout } from '../rule/is-breakout.ts';

const DAY_MS = 86_400_000;

/** How far back the log reaches, in days. */
export const EVIDENCE_DAYS = 30;
/** The most posts that are kept of one day: the strongest. Far more than a list that people read ever holds. */
const MOST_A_DAY = 200;

/** The weakest evidence that is kept: below the lowest bar that can be set. */
export const WEAKEST_KEPT = { kind: 'custom', multiple: 1.5, minimumGain: 0 } as const;

/** How strongly a post stood out on one day. */
const evidenceSchema = z.readonly(
  z.object({
    id: z.string(),
    /** Whole days since epoch. */
    day: z.number(),
    /** The highest multiple that could be asked for so that the post still passes. */
    strength: z.number(),
    /** How far it stands out of the account's scatter, in standard deviations. */
    z: z.number(),
    /** Views gained over the window. */
    gain: z.number(),
  }),
);

/** What could have been a breakout, over one look-back window: enough to tell what another setting would have flagged. */
export const evidenceLogSchema = z.readonly(
  z.object({
    /** Days; evidence over another window does not compare. */
    windowDays: z.number(),
    evidence: z.readonly(z.array(evidenceSchema)),
  }),
);

export type Evidence = z.infer<typeof evidenceSchema>;
export type EvidenceLog = z.infer<typeof evidenceLogSchema>;

/** What the posts judged show now. @param judged with {@link WEAKEST_KEPT} as the sensitivity */
export function evidenceOf(judged: readonly Classification[], now: number): Evidence[] {
  const day = Math.floor(now / DAY_MS);
  return judged
    .filter(isBreakout)
    .flatMap(({ id, strength, z: score, gain }) =>
      strength === null || score === null || gain === null ? [] : [{ id, day, strength, z: score, gain }],
    );
}

/** The log with what stands out now: of each post the strongest evidence of each day, and nothing older than {@link EVIDENCE_DAYS}. */
export function logEvidence(
  log: EvidenceLog,
  windowDays: number,
  current: readonly Evidence[],
  now: number,
): EvidenceLog {
  const today = Math.floor(now / DAY_MS);
  const former = log.windowDays === windowDays ? log.evidence : [];
  const strongest = new Map<string, Evidence>();
  for (const evidence of [...former, ...current].sort((a, b) => a.strength - b.strength)) {
    if (today - evidence.day < EVIDENCE_DAYS && evidence.day <= today) {
      strongest.set(`${evidence.day} ${evidence.id}`, evidence);
    }
  }
  const kept = new Map<number, Evidence[]>();
  for (const evidence of [...strongest.values()].sort((a, b) => b.strength - a.strength || (a.id < b.id ? -1 : 1))) {
    const ofDay = kept.get(evidence.day) ?? [];
    if (ofDay.length < MOST_A_DAY) kept.set(evidence.day, [...ofDay, evidence]);
  }
  return { windowDays, evidence: [...kept.values()].flat() };
}

/** How many posts a setting flags by this evidence; each post counts once. */
export function countFlagged(evidence: readonly Evidence[], { multiple, z: bar, minimumGain }: Thresholds): number {
  return new Set(
    evidence.filter((one) => one.strength >= multiple && one.z >= bar && one.gain >= minimumGain).map(({ id }) => id),
  ).size;
}
