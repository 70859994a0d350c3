import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CHROMIUM_BUILD } from './support/extension-session.ts';

const KB = 1000;

/** Bytes of a file of the build as a browser would fetch it, gzip. */
function gzipped(file: string): number {
  return gzipSync(readFileSync(join(CHROMIUM_BUILD, file)), { level: 9 }).length;
}

/** The page, and every script and style sheet that it loads before its first paint. */
function filesOfPage(page: string): string[] {
  const html = readFileSync(join(CHROMIUM_BUILD, page), 'utf8');
  const linked = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, file = '']) => file);
  return [page, ...linked];
}

describe('the size budget', () => {
  it('keeps the popup, with its scripts and styles, small enough to open at once', () => {
    const files = filesOfPage('popup.html');
    expect(files.length).toBeGreaterThan(3);
    expect(files.reduce((sum, file) => sum + gzipped(file), 0)).toBeLessThanOrEqual(32 * KB);
  });

  it('keeps the worker small enough to start in a moment', () => {
    expect(gzipped('background.js')).toBeLessThanOrEqual(40 * KB);
  });

  it('keeps the whole extension a small download', () => {
    const files = readdirSync(CHROMIUM_BUILD, { recursive: true, encoding: 'utf8' }).filter((file) =>
      statSync(join(CHROMIUM_BUILD, file)).isFile(),
    );
    expect(files.reduce((sum, file) => sum + gzipped(file), 0)).toBeLessThanOrEqual(120 * KB);
  });
});
