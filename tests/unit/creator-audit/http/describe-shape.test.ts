import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeShape } from '../../../../utils/creator-audit/http/describe-shape.ts';

describe('describeShape', () => {
  it.each([
    [null, 'null'],
    ['secret', 'string'],
    [
      { data: [{ id: 'p1', views_delta: 5, gone: null }] },
      '{data: [{id: string, views_delta: number, gone: null}]}',
    ],
    [{ data: [] }, '{data: []}'],
    [{ '7d': 1, views_delta_14d: true }, '{7d: number, views_delta_14d: boolean}'],
    [{ a: { b: { c: { d: { e: { f: 1 } } } } } }, '{a: {b: {c: {d: {e: …}}}}}'],
  ])('lists fields and types (%j)', (value, shape) => {
    expect(describeShape(value)).toBe(shape);
  });

  it('hides keys that are no field names, and lists each shape once', () => {
    const id = '0b0e3c1e-4f5a-4d7e-9a51-2f8d3f4b5c6d';
    expect(describeShape({ [id]: { '7d': 5 }, 'Wild.Kitchen': 1 })).toBe('{<key>: {7d: number}}');
  });

  it('ends after twelve fields', () => {
    const names = [...'abcdefghijklm'];
    expect(describeShape(Object.fromEntries(names.map((name) => [name, 1])))).toBe(
      `{${names
        .slice(0, 12)
        .map((name) => `${name}: number`)
        .join(', ')}, …}`,
    );
  });

  it('limits the length', () => {
    const wide = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`field_${'x'.repeat(index % 30)}`, 1]),
    );
    expect(describeShape(wide).length).toBeLessThan(700);
  });

  it('never contains a text or a number of the value', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000 }), fc.stringMatching(/^[A-Z]{8,20}$/), (number, text) => {
        const shape = describeShape({
          data: [text, number],
          [text]: number,
          nested: { [text]: [text] },
        });
        expect(shape).not.toContain(text);
        expect(shape).not.toContain(String(number));
      }),
    );
  });
});
