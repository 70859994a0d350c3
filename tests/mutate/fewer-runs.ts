/**
 * Runs properties a few times only, and without the search for a smaller example: a mutant needs
 * one failure, and there are hundreds of them.
 */
import { vi } from 'vitest';

const MAX_RUNS = 10;

vi.mock('fast-check', async (importOriginal) => {
  const original = await importOriginal<typeof import('fast-check')>();
  type Assert = typeof original.assert;
  const assert = ((...[property, params]: Parameters<Assert>) => {
    const numRuns = Math.min(MAX_RUNS, params?.numRuns ?? MAX_RUNS);
    return original.assert(property, { ...params, numRuns, endOnFailure: true });
  }) as Assert;
  const sample = ((generator, params) => {
    const wanted = typeof params === 'number' ? { numRuns: params } : params;
    const numRuns = Math.min(MAX_RUNS, wanted?.numRuns ?? MAX_RUNS);
    return original.sample(generator, { ...wanted, numRuns });
  }) as typeof original.sample;
  return {
    ...original,
    ...{ assert, sample, default: { ...original.default, assert, sample } },
  };
});
