import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { describe, expect, it } from 'vitest';
import { PROBLEM_KINDS } from '../../../utils/creator-audit/problem/problem.ts';
import { problemMessages } from '../../../utils/messages/problem-messages.ts';
import { ENGLISH_CATALOGUE, english } from '../../builders/english.ts';
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
const COMPUTED = [...code.matchAll(/`([a-zA-Z]+(?:\.[a-zA-Z]+)*\.)\$\{/g)].map(
  ([, start = '']) => start,
);

describe('message catalogue', () => {
  it('contains no unused message', async () => {
    const keys = (await parseMessagesFile(ENGLISH_CATALOGUE))
      .map(({ key }) => key.join('.'))
      .filter((key) => !key.startsWith('@@'));
    expect(keys.length).toBeGreaterThan(100);
    const unsaid = keys.filter(
      (key) =>
        !code.includes(`'${key}'`) &&
        !code.includes(`__MSG_${key.replaceAll('.', '_')}__`) &&
        !COMPUTED.some((start) => key.startsWith(start)),
    );
    expect(unsaid).toEqual([]);
  });

  it.each(PROBLEM_KINDS)(
    'has a title, an explanation and an action for the problem “%s”',
    (kind) => {
      const { title, explanation, action } = problemMessages(aProblem({ kind }), english);
      expect([title, explanation, action].every((words) => /^[A-Z].*\.$/.test(words))).toBe(true);
    },
  );
});
