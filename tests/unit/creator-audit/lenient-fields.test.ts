import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  countField,
  integerField,
  numberField,
  objectField,
  textField,
  timeField,
} from '../../../utils/creator-audit/lenient-fields.ts';

describe('countField', () => {
  it.each([
    [0, 0],
    [1234, 1234],
    ['1234', 1234],
    ['1234.0', 1234],
    [JSON.parse('1234.0'), 1234],
    ['12345678901', 12_345_678_901],
    [-0, 0],
    [1e3, 1000],
  ])('parses %j', (value, count) => {
    expect(countField(value)).toBe(count);
  });

  it.each<unknown>([
    null,
    undefined,
    -1,
    '-1',
    1.5,
    '1.5',
    Number.NaN,
    Infinity,
    1e300,
    '9'.repeat(30),
    '',
    ' 5',
    '5 views',
    '0x10',
    '1e3',
    '1,234',
    true,
    false,
    [],
    [5],
    {},
    { valueOf: 5 },
  ])('is unknown where the answer holds %j', (value) => {
    expect(countField(value)).toBeNull();
  });
});

describe('integerField', () => {
  it('accepts negative values, because platforms recount', () => {
    expect([integerField(-12), integerField('-12')]).toEqual([-12, -12]);
  });
});

describe('numberField', () => {
  it('accepts fractions', () => {
    expect([numberField(0.5), numberField('0.25')]).toEqual([0.5, 0.25]);
  });
});

describe('textField', () => {
  it('returns null for an empty text or another type', () => {
    expect(['', null, undefined, 5, true, [], {}].map(textField)).toEqual(Array(7).fill(null));
  });
});

describe('objectField', () => {
  it('returns objects, and null for anything else', () => {
    expect(objectField({ a: 1 })).toEqual({ a: 1 });
    expect([null, undefined, [], 'text', 5].map(objectField)).toEqual(Array(5).fill(null));
  });
});

describe('timeField', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const noon = Date.UTC(2026, 10, 20, 12);

  it.each([
    '2026-11-20T12:00:00Z',
    '2026-11-20T12:00:00.000Z',
    '2026-11-20T12:00:00.000000+00:00',
    '2026-11-20T12:00Z',
    '2026-11-20 12:00:00',
    '2026-11-20T12:00:00',
    '2026-11-20T13:00:00+01:00',
    '2026-11-20T13:00:00+0100',
    '2026-11-20T03:30:00-08:30',
  ])('parses %s', (text) => {
    expect(timeField(text)).toBe(noon);
  });

  it.each([1_795_176_000, '1795176000', 1_795_176_000_000, '1795176000000', 1_795_176_000.0])(
    'parses %j as seconds or milliseconds since epoch',
    (value) => {
      expect(timeField(value)).toBe(noon);
    },
  );

  it.each(['2026-11-20T12:00:00', '2026-11-20 12:00', '2026-11-20'])(
    'takes %s as UTC, whatever the zone of the machine',
    (text) => {
      // A thread of Node cannot change its zone, so the parsed text is looked at.
      const parse = vi.spyOn(Date, 'parse');
      timeField(text);
      expect(parse).toHaveBeenCalledWith(expect.stringMatching(/T[\d:]+Z$/));
    },
  );

  it('completes the zone, since not every browser parses one without a colon', () => {
    const parse = vi.spyOn(Date, 'parse');
    timeField('2026-11-20T13:00:00+0130');
    expect(parse).toHaveBeenCalledWith('2026-11-20T13:00:00+01:30');
  });

  it('accepts the first moment of this century, and none before', () => {
    const first = Date.UTC(2000, 0, 1);
    expect([timeField(first / 1000), timeField(first)]).toEqual([first, first]);
    expect(timeField('2000-01-01T00:00:00Z')).toBe(first);
    expect(timeField('1999-12-31T23:59:59Z')).toBeNull();
  });

  it('parses a day', () => {
    expect(timeField('2026-11-20')).toBe(Date.UTC(2026, 10, 20));
  });

  it.each<unknown>([
    null,
    undefined,
    '',
    'yesterday',
    'banana 5',
    '2026',
    '20/11/2026',
    '2026-13-01',
    '2026-11-20T25:00:00Z',
    '2026-11-20T12:00:00Zulu',
    '0001-01-01T00:00:00Z',
    '1970-01-01T00:00:00Z',
    7,
    20_261_120,
    946_684_799,
    4_102_444_800,
    946_684_799_999,
    4_102_444_800_000,
    ['2026-11-20'],
    [],
    {},
  ])('is unknown where the answer holds %j', (value) => {
    expect(timeField(value)).toBeNull();
  });

  it('round-trips through ISO 8601', () => {
    const dates = fc.date({
      min: new Date('2000-01-01'),
      max: new Date('2100-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(dates, (date) => {
        expect(timeField(date.toISOString())).toBe(date.getTime());
      }),
    );
  });
});
