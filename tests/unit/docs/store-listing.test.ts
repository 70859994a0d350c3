import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { CATALOGUES, loadMessages } from '../../builders/catalogue.ts';
import { ROOT } from '../../checks/run-tool.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** The languages of the extension, as stores write them. */
const languages = CATALOGUES.map((name) => name.replace('_', '-'));
const listings = globSync('docs/store/listing/*.md', { cwd: ROOT });

/** The text under a heading of the second level. */
function section(text: string, heading: string): string {
  const [, found = ''] = text.split(`\n## ${heading}\n`);
  return found.split('\n## ')[0]?.trim() ?? '';
}

describe('listing for the stores', () => {
  it.each(languages)('is written in the language of the extension: %s', (language) => {
    expect(existsSync(join(ROOT, `docs/store/listing/${language}.md`))).toBe(true);
  });

  // Edge wants 250 to 10,000 characters, and seven search terms of 30 characters at most.
  it.each(listings)('keeps to the limits of the stores: %s', (path) => {
    const text = read(path);
    const description = section(text, 'Description');
    expect(description.length).toBeGreaterThan(250);
    expect(description.length).toBeLessThan(10_000);
    const terms = section(text, 'Search terms').split(', ');
    expect(terms.length).toBeLessThanOrEqual(7);
    for (const term of terms) expect(term).toMatch(/^.{2,30}$/u);
  });

  it.each(listings)('says who the extension has nothing to do with: %s', (path) => {
    const last = section(read(path), 'Description').split('\n').at(-1);
    expect(last).toMatch(/CreatorAudit.*Instagram.*TikTok/u);
  });

  it.each(CATALOGUES)('has a name and a summary that Chrome accepts: %s', async (language) => {
    const { translate } = await loadMessages(language);
    expect(translate('extension.name')).toMatch(/^.{3,75}$/u);
    expect(translate('extension.description')).toMatch(/^.{20,132}$/u);
  });
});

describe('pictures for the stores', () => {
  const pictures = globSync('docs/store/pictures/*.png', { cwd: ROOT });
  const sizeOf = (path: string) => {
    const { width, height } = PNG.sync.read(readFileSync(join(ROOT, path)));
    return [width, height];
  };

  it('are three to five screenshots of 1280 × 800', () => {
    const screenshots = pictures.filter((path) => /^\d-/.test(basename(path)));
    expect(screenshots.length).toBeGreaterThanOrEqual(3);
    expect(screenshots.length).toBeLessThanOrEqual(5);
    for (const path of screenshots) expect(sizeOf(path)).toEqual([1280, 800]);
  });

  it('are a promo tile of 440 × 280', () => {
    expect(sizeOf('docs/store/pictures/promo-tile.png')).toEqual([440, 280]);
  });
});

describe('notice that the extension is nobody else’s', () => {
  it.each(['README.md', 'docs/privacy-policy.md', 'utils/messages/en.yml'])('is in %s', (path) => {
    expect(read(path).replace(/\s+/g, ' ')).toMatch(
      /(not|n't) affiliated with CreatorAudit, Instagram or TikTok/i,
    );
  });
});
