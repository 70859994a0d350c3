/** What every run of `npm run mutate` has in common; it adds the lines to change. */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutate.config.ts' },
  coverageAnalysis: 'perTest',
  reporters: ['clear-text', 'html', 'json'],
  clearTextReporter: { logTests: false, allowColor: false },
  ignorePatterns: ['.output', 'docs', 'reports'],
  // TypeScript 7 has no API for Stryker to rewrite the configuration with, and nothing in it needs
  // that.
  tsconfigFile: 'none.json',
  concurrency: 2,
  timeoutMS: 60_000,
};
