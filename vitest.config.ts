import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { lucideIcons } from './lucide-icons.config.ts';
import { DEATH_TESTS, SOAK_TESTS, WORLD_TESTS } from './tests/checks/test-groups.ts';

/**
 * Files that replace modules, or that use a browser, a database or a clock of their own. They need
 * an environment to themselves: what one leaves behind would be found by the next.
 */
const STATEFUL = new RegExp(
  [
    String.raw`vi\.(?:mock|stubGlobal|useFakeTimers)\(`,
    'fakeBrowser|fake-indexeddb|happy-dom|soak/',
    'builders/(?:stub-locks|damaged-storage|database-connection|library-runs)',
  ].join('|'),
);
const STATEFUL_TESTS = readdirSync('tests/unit', { recursive: true, encoding: 'utf8' })
  .map((file) => `tests/unit/${file.replaceAll('\\', '/')}`)
  .filter((file) => /\.test\.tsx?$/.test(file) && STATEFUL.test(readFileSync(file, 'utf8')));

/** The options of all unit tests. */
const UNIT_TESTS = {
  pool: 'threads',
  setupFiles: 'tests/unit/fixed-seed.ts',
  environment: 'node',
  mockReset: true,
  // Only a test that hangs takes longer, on a busy machine too.
  testTimeout: 120_000,
} as const;

export default defineConfig({
  test: {
    // Vitest would leave one core idle: half of the machine where there are two.
    maxWorkers: '100%',
    projects: [
      {
        plugins: [await WxtVitest(), lucideIcons()],
        test: {
          ...UNIT_TESTS,
          name: 'unit',
          // A third of the time went into the same modules for each file.
          isolate: false,
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          exclude: [SOAK_TESTS, DEATH_TESTS, WORLD_TESTS, ...STATEFUL_TESTS],
        },
      },
      {
        plugins: [await WxtVitest(), lucideIcons()],
        test: {
          ...UNIT_TESTS,
          name: 'unit-isolated',
          include: STATEFUL_TESTS,
          exclude: [SOAK_TESTS, DEATH_TESTS, WORLD_TESTS],
        },
      },
      {
        plugins: [await WxtVitest(), lucideIcons()],
        test: {
          name: 'soak',
          pool: 'threads',
          include: [SOAK_TESTS],
          environment: 'node',
          mockReset: true,
        },
      },
      {
        plugins: [await WxtVitest(), lucideIcons()],
        test: {
          name: 'every-month',
          pool: 'threads',
          include: [SOAK_TESTS],
          environment: 'node',
          mockReset: true,
          // The same tests with the months that `npm test` leaves out.
          env: { EVERY_MONTH: 'yes' },
        },
      },
      {
        test: {
          name: 'worlds',
          pool: 'threads',
          include: [WORLD_TESTS],
          environment: 'node',
          // By Node itself: a simulation calls millions of imported functions, each of which Vite
          // would look up again.
          experimental: { viteModuleRunner: false },
        },
      },
      {
        plugins: [await WxtVitest(), lucideIcons()],
        test: {
          name: 'deaths',
          pool: 'threads',
          include: [DEATH_TESTS],
          environment: 'node',
          mockReset: true,
          testTimeout: 120_000,
        },
      },
      {
        plugins: [await WxtVitest(), lucideIcons()],
        test: {
          name: 'every-death',
          pool: 'threads',
          include: [DEATH_TESTS],
          environment: 'node',
          mockReset: true,
          testTimeout: 600_000,
          // The same tests with everything that `npm test` leaves out.
          env: { EVERY_DEATH: 'yes' },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['tests/e2e/support/build-if-stale.ts'],
          // The files of a worker share what they import; each starts a browser of its own. Three
          // at a time on two cores starve the simulations beside them.
          isolate: false,
          // Only a test that fails waits so long, on a busy machine too.
          expect: { poll: { interval: 20, timeout: 20_000 } },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'package',
          include: ['tests/package/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['tests/e2e/support/build-if-stale.ts'],
          // Packing builds anew what the other files look at.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
