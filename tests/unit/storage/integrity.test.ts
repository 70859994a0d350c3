import { describe, expect, it, vi } from 'vitest';
import { hasValidChecksum, withChecksum } from '../../../utils/storage/integrity.ts';

const ENVELOPE = { version: 2, value: { a: 1, b: { c: ['d', null], e: 'f' } } };

describe('the seal of a stored value', () => {
  it('holds in whatever order the browser hands back the keys', () => {
    const { version, value, seal } = withChecksum(ENVELOPE);
    const turned = { seal, value: { b: { e: value.b.e, c: value.b.c }, a: value.a }, version };
    expect(hasValidChecksum(JSON.parse(JSON.stringify(turned)))).toBe(true);
  });

  it.each([
    ['another value', { value: { ...ENVELOPE.value, a: 2 } }],
    ['no value', { value: undefined }],
    ['another order of a list', { value: { ...ENVELOPE.value, b: { c: [null, 'd'], e: 'f' } } }],
    ['another version of its shape', { version: 1 }],
    ['no version', { version: undefined }],
    ['another seal', { seal: withChecksum({ ...ENVELOPE, version: 3 }).seal }],
    ['no seal', { seal: undefined }],
  ])('is broken by %s', (_, change) => {
    expect(hasValidChecksum({ ...withChecksum(ENVELOPE), ...change })).toBe(false);
  });

  it.each([[undefined], [null], [7], ['text'], [[]], [{}]])('is on no %j', (stored) => {
    expect(hasValidChecksum(stored)).toBe(false);
  });

  it('is not that of another version of the extension', async () => {
    vi.resetModules();
    vi.doMock('../../../package.json', () => ({ version: '99.0.0' }));
    const later = await import('../../../utils/storage/integrity.ts');
    vi.doUnmock('../../../package.json');
    expect(later.hasValidChecksum(later.withChecksum(ENVELOPE))).toBe(true);
    expect(hasValidChecksum(later.withChecksum(ENVELOPE))).toBe(false);
    expect(later.hasValidChecksum(withChecksum(ENVELOPE))).toBe(false);
  });
});
