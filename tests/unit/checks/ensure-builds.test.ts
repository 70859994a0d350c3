import { mkdirSync, mkdtempSync, rmSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isBuildStale } from '../../checks/ensure-builds.ts';

const BUILD = '.output/chrome-mv3';
/** Seconds since epoch. */
const BUILT_AT = 1_700_000_000;

describe('isBuildStale', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'stale-build-'));
    write('utils/state/notice.ts', BUILT_AT - 60);
    write('wxt.config.ts', BUILT_AT - 60);
    write(`${BUILD}/manifest.json`, BUILT_AT);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  /** Writes a file and gives it and its folders one time of last change. */
  function write(path: string, changedAt: number): void {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), '');
    for (let part = path; part !== '.'; part = join(part, '..')) {
      utimesSync(join(root, part), changedAt, changedAt);
    }
  }

  it('accepts a build that is newer than all of its sources', () => {
    expect(isBuildStale(root, BUILD)).toBe(false);
  });

  it('rejects a build that is missing', () => {
    expect(isBuildStale(root, '.output/firefox-mv3')).toBe(true);
  });

  it('rejects a build that is older than a file deep in a source folder', () => {
    write('utils/state/notice.ts', BUILT_AT + 60);
    expect(isBuildStale(root, BUILD)).toBe(true);
  });

  it('rejects a build that is older than a configuration file', () => {
    write('wxt.config.ts', BUILT_AT + 60);
    expect(isBuildStale(root, BUILD)).toBe(true);
  });

  it('rejects a build from which a source was deleted since', () => {
    unlinkSync(join(root, 'utils/state/notice.ts'));
    expect(isBuildStale(root, BUILD)).toBe(true);
  });

  it('ignores changes of tests', () => {
    write('tests/new.test.ts', BUILT_AT + 60);
    expect(isBuildStale(root, BUILD)).toBe(false);
  });
});
