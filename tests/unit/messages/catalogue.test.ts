import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROBLEM_KINDS } from '../../../utils/creator-audit/problem/problem.ts';
import { problemMessages } from '../../../utils/messages/problem-messages.ts';
import { CATALOGUES, loadCatalogue } from '../../builders/catalogue.ts';
import { english } from '../../builders/english.ts';
import { aProblem } from '../../builders/problem.ts';

const ROOT = join(import.meta.dirname, '../../..');

const code = globSync(
  ['utils/**/*.ts', 'components/**/*.{ts,tsx}', 'entrypoints/**/*.{ts,tsx}', 'wxt.config.ts'],
  {
    cwd: ROOT,
  },
)
  .map((path) => readFileSync(join(ROOT, path), 'utf8'))
  .join('\n');

/** Beginnings of keys that code puts together: each is named where it is done. */
const COMPUTED = [...code.matchAll(/`([a-zA-Z]+(?:\.[a-zA-Z]+)*\.)\$\{/g)].map(([, start = '']) =>
  start.replaceAll('.', '_'),
);

const CATEGORY = /_(zero|one|two|few|many|other)$/;

const reference = await loadCatalogue('en');

/** The names of messages without a count, and of those with one without their category. */
function namesOf(catalogue: ReadonlyMap<string, string>) {
  const plurals = new Set<string>();
  const singles = new Set<string>();
  for (const name of catalogue.keys()) {
    if (CATEGORY.test(name)) plurals.add(name.replace(CATEGORY, ''));
    else singles.add(name);
  }
  return { singles: [...singles].sort(), plurals: [...plurals].sort() };
}

const placesOf = (text: string | undefined) => [...new Set(text?.match(/\$\d/g))].sort();

describe('message catalogue', () => {
  it('has no words of our own machinery in English', () => {
    const ours =
      /\b(synce?[sd]?|cached?|deltas?|scopes?|baselines?|payload|schema|sparklines?|fetch(ed)?)\b/i;
    const found = [...reference].filter(
      // A browser's own sync is a thing that people switch on.
      ([, text]) => ours.test(text.replace(/browser['’]s (own )?sync/gi, '')),
    );
    expect(found).toEqual([]);
  });

  it('contains no unused message', () => {
    const { singles, plurals } = namesOf(reference);
    expect(singles.length).toBeGreaterThan(100);
    const quoted = new Set(
      [...code.matchAll(/'([\w.]+)'/g)].map(([, key = '']) => key.replaceAll('.', '_')),
    );
    const unused = [...singles, ...plurals].filter(
      (name) =>
        !quoted.has(name) &&
        !code.includes(`'${name}'`) &&
        !code.includes(`__MSG_${name}__`) &&
        !COMPUTED.some((start) => name.startsWith(start)),
    );
    expect(unused).toEqual([]);
  });

  it.each(PROBLEM_KINDS)(
    'has a title, an explanation and an action for the problem “%s”',
    (kind) => {
      const { title, explanation, action } = problemMessages(aProblem({ kind }), english);
      expect([title, explanation, action].every((words) => /^[A-Z].*\.$/.test(words))).toBe(true);
    },
  );
});

describe.each(CATALOGUES)('message catalogue %s', async (name) => {
  const catalogue = await loadCatalogue(name);
  const language = catalogue.get('extension_language') ?? '';

  it('names its language and direction', () => {
    expect(language).toBe(name.replace('_', '-'));
    const rightToLeft = ['ar', 'fa', 'he', 'ur'];
    expect(catalogue.get('extension_direction')).toBe(
      rightToLeft.includes(language) ? 'rtl' : 'ltr',
    );
  });

  it('has all messages, and no other', () => {
    expect(namesOf(catalogue)).toEqual(namesOf(reference));
  });

  it('has a form for each plural category of its language, and no other', () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    for (const plural of namesOf(reference).plurals) {
      const forms = [...catalogue.keys()]
        .filter((key) => CATEGORY.test(key) && key.replace(CATEGORY, '') === plural)
        .map((key) => key.slice(plural.length + 1));
      expect(forms.sort(), plural).toEqual([...pluralCategories].sort());
    }
  });

  it('has the places of the English messages', () => {
    for (const [key, text] of catalogue) {
      const places = placesOf(text);
      const plural = CATEGORY.test(key) ? key.replace(CATEGORY, '') : null;
      const expected = placesOf(
        reference.get(plural === null ? key : `${plural}_other`) ?? undefined,
      );
      // Forms for few may say the number as a word: "one day", "a single post".
      if (plural === null || /_(few|many|other)$/.test(key)) expect(places, key).toEqual(expected);
      else expect(expected, key).toEqual(expect.arrayContaining(places));
      if (plural !== null) {
        expect(places.length, key).toBeGreaterThanOrEqual(expected.length - 1);
      }
    }
  });

  it('describes the extension in the 132 characters that the stores allow', () => {
    expect(catalogue.get('extension_description')?.length).toBeLessThanOrEqual(132);
  });

  it('has no empty message', () => {
    expect([...catalogue].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});
