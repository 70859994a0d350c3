import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, runTool } from '../../checks/run-tool.ts';

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

  it.each(workflows)('run commands that there are: %s', async (path) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const text = read(path);
    const named = [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name = '']) => name);
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
    for (const [, command = ''] of text.matchAll(/\bnpm (?!run\b)([\w-]+)/g))
      expect(['ci', 'test', 'audit', 'pkg']).toContain(command);
    for (const [, tool = ''] of text.matchAll(/\bnpx (\S+)/g)) {
      const bin = join(ROOT, 'node_modules/.bin', tool);
      expect(existsSync(bin), tool).toBe(true);
    }
  });

  it('call wxt submit with options that it takes', async () => {
    const [, command = ''] = /npx wxt submit ([\s\S]+)/.exec(
      read('.github/workflows/release.yml'),
    ) ?? [''];
    const used = [...command.matchAll(/--[\w-]+/g)].map(([flag]) => flag);
    expect(used.length).toBeGreaterThan(4);
    const { output } = await runTool(['wxt', 'submit', '--help']);
    for (const flag of used) expect(output).toContain(flag);
  });

  it('refer to steps, inputs and matrices that they declare', () => {
    for (const path of workflows) {
      const text = read(path);
      expect(text).not.toContain('\t');
      for (const [, name = ''] of text.matchAll(/\$\{\{ matrix\.(\w+) \}\}/g))
        expect(text).toMatch(new RegExp(`matrix:\\n +${name}:`));
      for (const [, name = ''] of text.matchAll(/\$\{\{ inputs\.([\w-]+) \}\}/g))
        expect(text).toMatch(new RegExp(`inputs:\\n +${name}:`));
    }
  });

  it('submit nothing unless somebody switches the dry run off', () => {
    const release = read('.github/workflows/release.yml');
    expect(release).toMatch(/dry-run:[\s\S]*?default: true/);
    expect(release).toContain('--dry-run=$DRY_RUN');
  });
});
