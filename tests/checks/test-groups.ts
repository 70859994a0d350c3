import { globSync } from 'node:fs';

/** Simulated months take minutes, so they are a project of their own. */
export const SOAK_TESTS = 'tests/unit/sync/soak-*.test.ts';

/** Deaths of the worker at each of its writes, and months of the whole worker: minutes, too. */
export const DEATH_TESTS = 'tests/unit/worker/{deaths,interrupted,soak}-*.test.ts';

/** The rule in all its worlds, a minute of one core. */
export const WORLD_TESTS = 'tests/unit/evaluate/worlds-*.test.ts';

/** Tests that run with one command. */
export interface TestGroup {
  /** The script of package.json. */
  readonly script: string;
  /** Vitest's projects. */
  readonly project: string;
  /** Completes "Runs …". */
  readonly description: string;
  readonly include: string;
  readonly exclude?: readonly string[];
}

export const TEST_GROUPS: readonly TestGroup[] = [
  {
    script: 'test:unit',
    project: 'unit*',
    description: 'the unit tests, in about a minute',
    include: 'tests/unit/**/*.test.{ts,tsx}',
    exclude: [SOAK_TESTS, DEATH_TESTS, WORLD_TESTS],
  },
  {
    script: 'test:soak',
    project: 'every-month',
    description: '20 simulated months of the sync, in about 3 minutes',
    include: SOAK_TESTS,
  },
  {
    script: 'test:deaths',
    project: 'every-death',
    description: 'a death of the worker at every write, in four ways, in about 15 minutes',
    include: DEATH_TESTS,
  },
  {
    script: 'test:worlds',
    project: 'worlds',
    description: 'the rule in every simulated world, in about a minute',
    include: WORLD_TESTS,
  },
  {
    script: 'test:e2e',
    project: 'e2e',
    description: 'the end-to-end tests, in about 8 minutes; builds first when the build is stale',
    include: 'tests/e2e/**/*.test.ts',
  },
  {
    script: 'test:package',
    project: 'package',
    description: 'the tests of the packages, in about a minute; builds first when it is stale',
    include: 'tests/package/**/*.test.ts',
  },
];

/** Returns the test files of a group, as paths in the repository with slashes. */
export function testFilesOf({ include, exclude = [] }: TestGroup, root: string): string[] {
  const excluded = new Set(exclude.flatMap((pattern) => globSync(pattern, { cwd: root })));
  return globSync(include, { cwd: root })
    .filter((file) => !excluded.has(file))
    .map((file) => file.replaceAll('\\', '/'));
}
