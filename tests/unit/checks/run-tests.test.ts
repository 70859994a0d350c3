import { describe, expect, it } from 'vitest';
import { ROOT, runTool } from '../../checks/run-tool.ts';
import { TEST_GROUPS, testFilesOf } from '../../checks/test-groups.ts';

/** A script of tests with arguments that run none of them. */
const run = (script: string, ...args: string[]) =>
  runTool(['node', 'tests/run-tests.ts', script, ...args]);

const sentences = (text: string) => text.trim().split('\n');

describe('scripts that run tests', () => {
  it('show what they take', async () => {
    const { exitCode, output } = await run('test:unit', '--help');
    expect(output).toContain('Usage: npm run test:unit -- [FILE…] [-t TITLE]');
    expect(exitCode).toBe(0);
  });

  it('refuse an unknown flag in one sentence', async () => {
    const { exitCode, errors } = await run('test:e2e', '--nonsense');
    expect(sentences(errors)).toEqual([
      expect.stringContaining("Unknown option '--nonsense'"),
      'Add --help to see what this command takes.',
    ]);
    expect(exitCode).toBe(2);
  });

  it('refuse a file that the group does not have', async () => {
    const { exitCode, errors } = await run('test:package', 'key-to-badge');
    expect(sentences(errors)[0]).toBe(
      'No file of npm run test:package has "key-to-badge" in its path.',
    );
    expect(exitCode).toBe(2);
  });
});

describe('TEST_GROUPS', () => {
  it('have every test file in one group', () => {
    const files = TEST_GROUPS.flatMap((group) => testFilesOf(group, ROOT));
    expect(files).toHaveLength(new Set(files).size);
    for (const group of TEST_GROUPS) expect(testFilesOf(group, ROOT)).not.toEqual([]);
  });
});
