import { describe, expect, it } from 'vitest';
import {
  type CheckResult,
  checkTable,
  closingLine,
  ensureTestsRan,
  totalOf,
} from '../../checks/check-result.ts';
import { CommandError } from '../../cli/run-command.ts';

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

describe('ensureTestsRan', () => {
  it('says why no test has run', () => {
    const none = { passed: 0, failed: 0, skipped: 3 };
    expect(() => ensureTestsRan(none, 'abc')).toThrow(
      new CommandError('No test has run: no title matches "abc".'),
    );
    expect(() => ensureTestsRan(none, undefined)).toThrow('No test has run: all were skipped.');
  });

  it('accepts a run with a test, failed or not', () => {
    expect(() => ensureTestsRan({ passed: 0, failed: 1, skipped: 0 }, undefined)).not.toThrow();
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
