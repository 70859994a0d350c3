import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { lucideIcons } from './lucide-icons.config.ts';

/** Unit tests for `npm run mutate`, which names their folders: its runner knows no projects. */
const FOLDERS = (process.env.MUTATION_TESTS ?? 'tests/unit').split(',');

/** Vitest runs slow files first. A mutant needs one failure, which a fast file finds sooner. */
class FastFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).reverse();
  }
}

export default defineConfig({
  plugins: [await WxtVitest(), lucideIcons()],
  test: {
    include: FOLDERS.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
    // Long ones: without them fewer mutants are noticed, never more.
    exclude: [
      'tests/unit/**/soak-*.test.ts',
      'tests/unit/worker/{deaths,interrupted,same-run}*.test.ts',
      'tests/unit/breakouts/rule/classify-posts.properties.test.ts',
    ],
    setupFiles: ['tests/mutate/fewer-runs.ts', 'tests/unit/fixed-seed.ts'],
    environment: 'node',
    mockReset: true,
    sequence: { sequencer: FastFilesFirst },
    // A mutant whose promises are never settled is found by this limit.
    testTimeout: 45_000,
    // The differences of large libraries take seconds to print, and nobody reads them.
    diff: { maxDepth: 2, truncateThreshold: 20 },
  },
});
