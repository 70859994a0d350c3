import { describe, expect, it } from 'vitest';
import {
  countFlagged,
  EVIDENCE_DAYS,
  type Evidence,
  type EvidenceLog,
  evidenceOf,
  logEvidence,
} from '../../../../utils/breakouts/output/evidence-log.ts';
import { sensitivityPreview } from '../../../../utils/breakouts/output/sensitivity-preview.ts';
import { aClassification } from '../../../builders/classification.ts';

const DAY = 86_400_000;
const TODAY = 20_780;
const NOW = TODAY * DAY + DAY / 2;
const EMPTY: EvidenceLog = { windowDays: 0, since: 0, evidence: [] };

const evidence = (id: string, changes: Partial<Evidence> = {}): Evidence => ({
  id,
  day: TODAY,
  strength: 6,
  z: 2,
  gain: 5000,
  ...changes,
});

describe('evidenceOf', () => {
  const hit = (changes: Parameters<typeof aClassification>[0]) =>
    aClassification({ state: 'new-hit', strength: 6, z: 2, gain: 5000, ...changes });

  it('has the evidence of the breakouts, of this day', () => {
    const classified = [
      ...[hit({ id: 'a' }), hit({ id: 'b', state: 'resurging', strength: 7 })],
      ...[hit({ id: 'c', state: 'still-running' }), hit({ id: 'd', state: 'ordinary' })],
    ];
    expect(evidenceOf(classified, NOW)).toEqual([evidence('a'), evidence('b', { strength: 7 })]);
  });

  it('names the account that has risen', () => {
    expect(evidenceOf([hit({ id: 'a' })], NOW, 'key')).toEqual([evidence('a', { riseOf: 'key' })]);
  });

  it('has none of a post without a score', () => {
    const classified = [hit({ strength: null }), hit({ z: null }), hit({ gain: null })];
    expect(evidenceOf(classified, NOW)).toEqual([]);
  });
});

describe('evidence log', () => {
  it('orders the posts of a day by strength, then by id', () => {
    const current = [evidence('b'), evidence('c', { strength: 9 }), evidence('a')];
    expect(logEvidence(EMPTY, 7, current, NOW).evidence.map(({ id }) => id)).toEqual([
      ...['c', 'a', 'b'],
    ]);
  });

  it('keeps what a post is alone and as a part of its account’s rise', () => {
    const both = [evidence('a'), evidence('a', { riseOf: 'key' })];
    expect(logEvidence(EMPTY, 7, both, NOW).evidence).toHaveLength(2);
  });

  it('keeps the strongest evidence per post and day', () => {
    const first = logEvidence(EMPTY, 7, [evidence('a', { strength: 6 })], NOW);
    const second = logEvidence(first, 7, [evidence('a', { strength: 9 })], NOW);
    expect(logEvidence(second, 7, [evidence('a', { strength: 7 })], NOW).evidence).toEqual([
      evidence('a', { strength: 9 }),
    ]);
  });

  it('keeps days separate and drops old days', () => {
    const log = {
      windowDays: 7,
      since: 1,
      evidence: [evidence('a', { day: TODAY - 29 }), evidence('b', { day: TODAY - 30 })],
    };
    expect(
      logEvidence(log, 7, [evidence('a')], NOW)
        .evidence.map(({ id, day }) => `${id} ${TODAY - day}`)
        .sort(),
    ).toEqual(['a 0', 'a 29']);
    expect(EVIDENCE_DAYS).toBe(30);
  });

  it('drops days in the future, left by a clock that was ahead', () => {
    const log = { windowDays: 7, since: 1, evidence: [evidence('a', { day: TODAY + 300 })] };
    expect(logEvidence(log, 7, [], NOW).evidence).toEqual([]);
  });

  it('restarts for another window', () => {
    const log = logEvidence(EMPTY, 7, [evidence('a')], NOW);
    expect(logEvidence(log, 30, [], NOW)).toEqual({ windowDays: 30, since: NOW, evidence: [] });
  });

  it('keeps the time of its first ranking, or the earliest evidence if that is unrecorded', () => {
    const log = logEvidence(EMPTY, 7, [], NOW - 3 * DAY);
    expect(logEvidence(log, 7, [], NOW).since).toBe(NOW - 3 * DAY);
    const old = { windowDays: 7, since: 0, evidence: [evidence('a', { day: TODAY - 9 })] };
    expect(logEvidence(old, 7, [], NOW).since).toBe((TODAY - 9) * DAY);
  });

  it('keeps at most the strongest two hundred posts of a day', () => {
    const many = Array.from({ length: 500 }, (_, index) =>
      evidence(`p${index}`, { strength: index }),
    );
    const { evidence: kept } = logEvidence(EMPTY, 7, many, NOW);
    expect(kept).toHaveLength(200);
    expect(Math.min(...kept.map(({ strength }) => strength))).toBe(300);
  });
});

describe('preview of sensitivities', () => {
  it('counts each post once that meets all thresholds', () => {
    const log = [
      evidence('a'),
      evidence('a', { day: TODAY - 3 }),
      evidence('weak', { strength: 4.9 }),
      evidence('within scatter', { z: 0.9 }),
      evidence('tiny', { gain: 99 }),
    ];
    expect(countFlagged(log, { multiple: 5, z: 1, minimumGain: 100 })).toBe(1);
    expect(countFlagged(log, { multiple: 1.5, z: 0, minimumGain: 0 })).toBe(4);
  });

  it('counts posts for each sensitivity and for custom thresholds', () => {
    const now = [
      evidence('strong', { strength: 20, z: 4 }),
      evidence('fair', { strength: 5.5, z: 1.2 }),
    ];
    const log = logEvidence(
      {
        windowDays: 7,
        since: NOW - 8 * DAY,
        evidence: [evidence('last week', { strength: 3.5, day: TODAY - 7 })],
      },
      7,
      now,
      NOW,
    );
    const custom = { customMultiple: 10, customMinimumGain: 0 };
    expect(sensitivityPreview(now, log, custom, 40)).toEqual({
      since: NOW - 8 * DAY,
      sensitive: { now: 2, past30Days: 3 },
      balanced: { now: 2, past30Days: 2 },
      quiet: { now: 1, past30Days: 1 },
      custom: { now: 1, past30Days: 1 },
    });
    expect(sensitivityPreview([], log, custom, 0)).toBeNull();
  });

  it('counts an account rise once, if two of its posts are no breakouts without it', () => {
    const rise = [
      evidence('a', { riseOf: 'account', strength: 7 }),
      evidence('b', { riseOf: 'account', strength: 6 }),
      evidence('c', { riseOf: 'other', strength: 9 }),
    ];
    const thresholds = { multiple: 5, z: 1, minimumGain: 100 };
    expect(countFlagged(rise, thresholds)).toBe(1);
    expect(countFlagged(rise, { ...thresholds, multiple: 6.5 })).toBe(0);
    // One that stands out even so is a breakout of its own, and no part of the rise.
    expect(countFlagged([...rise, evidence('a')], thresholds)).toBe(1);
  });
});
