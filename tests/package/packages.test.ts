import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, runTool } from '../checks/run-tool.ts';
import { unpack } from './unpack.ts';
import { type PackageName, packagePaths } from './write-packages.ts';

const PACKAGES: readonly PackageName[] = ['chrome', 'edge', 'firefox', 'sources'];

describe('npm run package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'packages-'));
  const first = packagePaths(join(folder, 'first'));
  const second = packagePaths(join(folder, 'second'));
  const built = join(folder, 'built-elsewhere');

  beforeAll(async () => {
    for (const out of ['first', 'second']) {
      const { exitCode, errors } = await runTool([
        ...(['npm', 'run', 'package', '--', '--out'] as const),
        join(folder, out),
      ]);
      expect(errors.match(/error/i)).toBeNull();
      expect(exitCode).toBe(0);
    }
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(PACKAGES)('gives the same bytes twice for %s', (name) => {
    expect(readFileSync(first[name]).equals(readFileSync(second[name]))).toBe(true);
  });

  it('packs for Edge what it packs for Chrome', () => {
    expect(readFileSync(first.edge).equals(readFileSync(first.chrome))).toBe(true);
  });

  it('packs all sources, tests and dotfiles included, and nothing that git ignores', async () => {
    const packed = Object.keys(filesIn(first.sources));
    expect(packed).toEqual(
      expect.arrayContaining([
        ...['.github/workflows/ci.yml', '.gitignore', '.ci/run', 'package-lock.json'],
        ...['tests/package/packages.test.ts', 'wxt.config.ts', 'docs/privacy-policy.md'],
      ]),
    );
    const { stdout: tracked } = await execa('git', ['ls-files', '-z'], { cwd: ROOT });
    expect(tracked.split('\0').filter((file) => file && !packed.includes(file))).toEqual([]);
    const ignored = await execa('git', ['check-ignore', '--no-index', '--stdin'], {
      ...{ cwd: ROOT, input: packed.join('\n'), reject: false },
    });
    expect(ignored.stdout).toBe('');
  });

  it('names its version, its home and its makers in every manifest', () => {
    const { version, author, homepage } = JSON.parse(
      readFileSync(join(ROOT, 'package.json'), 'utf8'),
    );
    for (const name of ['chrome', 'firefox'] as const) {
      expect(manifestIn(first[name])).toMatchObject({ version, author, homepage_url: homepage });
    }
  });

  it('gives Firefox an id that claims nobody’s domain, and icons for both kinds of themes', () => {
    const { browser_specific_settings, action } = manifestIn(first.firefox);
    expect(browser_specific_settings.gecko.id).toMatch(/^\{[0-9a-f-]{36}\}$/);
    const packed = Object.keys(filesIn(first.firefox));
    for (const { dark, light } of action.theme_icons) {
      expect(packed).toEqual(expect.arrayContaining([dark, light]));
    }
    expect(action.theme_icons).toHaveLength(2);
  });

  // What a reviewer of a store does.
  it('packs sources that elsewhere give the files that ship', async () => {
    unpack(first.sources, built);
    symlinkSync(join(ROOT, 'node_modules'), join(built, 'node_modules'), 'junction');
    const { exitCode, output, errors } = await runTool(['npm', 'run', 'build'], { cwd: built });
    expect(exitCode, output + errors).toBe(0);
    for (const [target, build] of [
      ['chrome', 'chrome-mv3'],
      ['firefox', 'firefox-mv3'],
    ] as const) {
      const shipped = filesIn(first[target]);
      expect(Object.keys(shipped).length).toBeGreaterThan(10);
      for (const [file, content] of Object.entries(shipped)) {
        const rebuilt = readFileSync(join(built, '.output', build, file));
        expect(rebuilt.equals(content), `${build}/${file} is the same`).toBe(true);
      }
    }
  });
});

function filesIn(zip: string): Record<string, Uint8Array> {
  return unzipSync(readFileSync(zip));
}

function manifestIn(zip: string) {
  return JSON.parse(Buffer.from(filesIn(zip)['manifest.json'] ?? []).toString());
}
