import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'vite';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

/** Attributes that people read or hear. */
const READ_ATTRIBUTES = ['aria-label', 'aria-description', 'alt', 'label', 'placeholder', 'title'];

/** Text that is the same in every language. */
const UNIVERSAL = new Set(['CreatorAudit', 'Instagram', 'TikTok']);

const components = globSync('{components,entrypoints}/**/*.tsx', { cwd: ROOT });

/** Finds the texts in the markup of a component that are not from the catalogue. */
function textsOf(path: string, code: string): string[] {
  const { program, errors } = parseSync(path, code);
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  const texts: string[] = [];
  const add = (text: string) => {
    const trimmed = text.trim();
    if (/\p{L}{2,}/u.test(trimmed) && !UNIVERSAL.has(trimmed)) texts.push(trimmed);
  };
  /** The texts that an expression can evaluate to. */
  const addExpression = (node: unknown): void => {
    const { type, ...parts } = node as { type: string } & Record<string, unknown>;
    if (type === 'Literal' && typeof parts.value === 'string') add(parts.value);
    if (type === 'TemplateLiteral') {
      for (const { value } of parts.quasis as { value: { cooked: string } }[]) add(value.cooked);
    }
    if (type === 'ConditionalExpression') {
      addExpression(parts.consequent);
      addExpression(parts.alternate);
    }
    if (type === 'LogicalExpression' || parts.operator === '+') {
      addExpression(parts.left);
      addExpression(parts.right);
    }
  };
  new Visitor({
    JSXText: ({ value }) => add(value),
    JSXElement({ children }) {
      for (const child of children) {
        if (child.type === 'JSXExpressionContainer') addExpression(child.expression);
      }
    },
    JSXAttribute({ name, value }) {
      if (name.type !== 'JSXIdentifier' || !READ_ATTRIBUTES.includes(name.name)) return;
      if (value?.type === 'Literal') addExpression(value);
      if (value?.type === 'JSXExpressionContainer') addExpression(value.expression);
    },
  }).visit(program);
  return texts;
}

describe('visible text', () => {
  it.each([
    '<p>Not translated</p>',
    '<p>{"Not translated"}</p>',
    '<p>{some ? "Not translated" : null}</p>',
    '<p>{some && `Not translated`}</p>',
    '<img alt="Not translated" />',
    '<button aria-label={some ? "Not translated" : name} />',
  ])('is found in %s', (markup) => {
    expect(textsOf('a.tsx', `export const a = ${markup};`)).toEqual(['Not translated']);
  });

  it.each(components)('of %s is from the catalogue', (path) => {
    expect(textsOf(path, readFileSync(join(ROOT, path), 'utf8'))).toEqual([]);
  });
});
