/** What every run of `npm run mutate` has in common; it adds the lines to change. */
export default {
  testRunner: 'vitest',
  // The tests of the worker bundle it, which no import shows, so `related` would leave them out.
  vitest: { configFile: 'vitest.mutate.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // Mutants of constants would need a run of all tests each: most are texts and limits.
  ignoreStatic: true,
  reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
  clearTextReporter: { logTests: false, allowColor: false },
  ignorePatterns: ['.output', 'docs', 'reports'],
  // TypeScript 7 has no API for Stryker to rewrite the configuration with, and nothing in it needs
  // that.
  tsconfigFile: 'none.json',
  concurrency: 2,
  timeoutMS: 60_000,
};
