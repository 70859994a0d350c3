import { describe, expect, it } from 'vitest';
import { NEVER_SYNCED } from '../../../utils/state/initial-state.ts';
import { syncStatusSchema } from '../../../utils/state/sync-status.ts';
import { aProblem } from '../../builders/problem.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import { HOUR, NOW } from '../../builders/time.ts';

const STATUS = aSyncStatus({
  progress: { accounts: 0, pages: 1, pagesExpected: 3, posts: 200 },
  problem: aProblem({
    kind: 'validation',
    status: 422,
    errors: [{ field: 'windows', message: 'too many' }],
  }),
  pause: { until: NOW + HOUR, reason: 'back-off' },
  failuresInARow: 3,
});

describe('syncStatusSchema', () => {
  it('round-trips a status', () => {
    expect(syncStatusSchema.parse(JSON.parse(JSON.stringify(STATUS)))).toEqual(STATUS);
  });

  it.each([
    ['progress', { pages: 'one' }],
    ['problem', { kind: 'bad-weather' }],
    ['problem', 'HTTP 500'],
    ['pause', { until: NOW, reason: 'tired' }],
    ['lastAttemptAt', 'yesterday'],
    ['lastSuccessAt', {}],
    ['failuresInARow', -1],
    ['failuresInARow', null],
  ] as const)('resets only %s when that is damaged: %j', (part, damaged) => {
    expect(syncStatusSchema.parse({ ...STATUS, [part]: damaged })).toEqual({
      ...STATUS,
      [part]: NEVER_SYNCED[part],
    });
  });

  it('keeps what a later version has added', () => {
    expect(syncStatusSchema.parse({ ...STATUS, later: [1] })).toEqual({ ...STATUS, later: [1] });
  });
});
