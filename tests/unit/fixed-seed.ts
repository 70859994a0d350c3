import fc from 'fast-check';

/**
 * Draws the same values for property tests on every run, so that a failure is the change's and not
 * the day's. Other values are drawn with another seed: `FAST_CHECK_SEED=7 npm run test:unit`.
 */
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 1) });
