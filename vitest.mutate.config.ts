import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { lucideIcons } from './lucide-icons.config.ts';

/** Unit tests for `npm run mutate`, which names their folders: its runner knows no projects. */
const FOLDERS = (process.env.MUTATION_TESTS ?? 'tests/unit').split(',');

export default defineConfig({
  plugins: [await WxtVitest(), lucideIcons()],
  test: {
    include: FOLDERS.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
    exclude: ['tests/unit/**/soak-*.test.ts', 'tests/unit/worker/{deaths,interrupted}-*.test.ts'],
    environment: 'node',
    mockReset: true,
    testTimeout: 300_000,
  },
});
