import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../checks/run-tool.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const workflows = globSync('.github/workflows/*.yml', { cwd: ROOT });

describe('workflows', () => {
  it('run every check of npm test in a job of its own', () => {
    const [, matrix = ''] =
      /check:\n((?: +- [\w-]+\n)+)/.exec(read('.github/workflows/ci.yml')) ?? [];
    const checks = [
      ...read('tests/run-checks.ts').matchAll(/(?:\bid: |inBackground\()'([\w-]+)'/g),
    ];
    expect(checks.length).toBeGreaterThan(5);
    expect([...matrix.matchAll(/- ([\w-]+)/g)].map(([, id]) => id)).toEqual(
      checks.map(([, id]) => id),
    );
  });

  it.each(workflows)('pin every action to a commit: %s', (path) => {
    const actions = [...read(path).matchAll(/uses: (\S+)/g)].map(([, action = '']) => action);
    expect(actions.length).toBeGreaterThan(0);
    for (const action of actions) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  });

  it('submit nothing unless somebody switches the dry run off', () => {
    const release = read('.github/workflows/release.yml');
    expect(release).toMatch(/dry-run:[\s\S]*?default: true/);
    expect(release).toContain('--dry-run=$DRY_RUN');
  });
});
