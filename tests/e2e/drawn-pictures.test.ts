import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { type Browser, chromium } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../browsers/find-chromium.ts';
import { ROOT } from '../checks/run-tool.ts';
import { drawIcon, ICON_FILES } from '../pictures/icons.ts';
import { comparePictures, MAX_DIFFERENT } from '../visual/compare-pictures.ts';

/** The share of a picture that may differ from the README's: times and ages of another day. */
const MAX_OF_ANOTHER_DAY = 0.05;

describe('icons', () => {
  let painter: Browser;
  beforeAll(async () => {
    painter = await chromium.launch({
      executablePath: await findChromium(),
      chromiumSandbox: process.getuid?.() !== 0,
    });
  });
  afterAll(() => painter.close());

  it.each(ICON_FILES)('are what the drawing gives: $path', async (icon) => {
    const drawn = await drawIcon(painter, icon);
    const shipped = readFileSync(join(ROOT, 'public', icon.path));
    expect(comparePictures(shipped, drawn).different).toBeLessThanOrEqual(MAX_DIFFERENT);
  });

  it('differ from icons of another shade', async () => {
    const [icon, other] = ICON_FILES.filter(({ path }) => path.startsWith('theme-icon/'));
    if (icon === undefined || other === undefined) throw new Error('no icons for themes');
    const drawn = await drawIcon(painter, { ...icon, shade: other.shade });
    const shipped = readFileSync(join(ROOT, 'public', icon.path));
    expect(comparePictures(shipped, drawn).different).toBeGreaterThan(MAX_DIFFERENT);
  });
});

describe('npm run demo without a display', () => {
  const folder = join(ROOT, 'demo-output');
  let printed: string;
  beforeAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    const demo = await execa('node', ['tests/demo/main.ts'], {
      cwd: ROOT,
      preferLocal: true,
      env: { CI: 'true' },
    });
    printed = demo.stdout;
  });

  it('prints the lists and the badge', () => {
    const row = /^ {2}@\S+ {2}[\d.]+× {2}[\d,]+ views gained in .+ {2}“.+”$/gm;
    const [, breakouts = '', movers = ''] =
      /\nBreakouts\n([\s\S]+)\n\nTop movers\n([\s\S]+)\n\nThe badge/.exec(printed) ?? [];
    expect(breakouts.match(row)?.length).toBeGreaterThan(5);
    expect(movers.match(row)?.length).toBe(10);
    expect(printed).toMatch(/The badge says “(\d+)”: \1 breakouts in the last 7 days/);
  });

  it.each(['light', 'dark'])('saves the popup as the README shows it, in %s colours', (colors) => {
    const name = `popup-${colors}.png`;
    expect(printed).toContain(join('demo-output', name));
    const shown = readFileSync(join(ROOT, 'docs/screenshots', name));
    expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain(`docs/screenshots/${name}`);
    const { different } = comparePictures(shown, readFileSync(join(folder, name)));
    expect(different).toBeLessThan(MAX_OF_ANOTHER_DAY);
  });

  it('saves the options in both colours', () => {
    const pictures = ['light', 'dark'].map((colors) =>
      PNG.sync.read(readFileSync(join(folder, `options-${colors}.png`))),
    );
    for (const { width, height } of pictures) {
      expect(width).toBe(900);
      expect(height).toBeGreaterThan(1100);
    }
    // The ground of the page, in the first pixel.
    const [light = 0, dark = 255] = pictures.map(({ data }) => data[0]);
    expect(light).toBeGreaterThan(200);
    expect(dark).toBeLessThan(60);
  });
});
