import { describe, expect, it } from 'vitest';
import { type CheckResult, checkTable, closingLine, totalOf } from '../../checks/check-result.ts';

const types: CheckResult = { name: 'Types', passed: 1, failed: 0, skipped: 0, seconds: 2.04 };
const units: CheckResult = { name: 'Unit tests', passed: 40, failed: 2, skipped: 3, seconds: 12 };

describe('closing line', () => {
  it('sums all checks', () => {
    expect(closingLine(totalOf([types, units]))).toBe('41 passed, 2 failed, 3 skipped');
  });

  it('omits the skipped count when it is zero', () => {
    expect(closingLine(totalOf([types]))).toBe('1 passed, 0 failed');
  });
});

describe('results table', () => {
  it('has a heading and an aligned line for every check', () => {
    expect(checkTable([types, units]).split('\n')).toEqual([
      'check       passed  failed  skipped  seconds',
      '----------  ------  ------  -------  -------',
      'Types            1       0        0      2.0',
      'Unit tests      40       2        3     12.0',
    ]);
  });
});
