import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDeltas } from '../../../utils/creator-audit/parse-deltas.ts';

/**
 * Reads `data` as the answer to a question about p1 and p2 over 7 and 14 days; as a plain object,
 * to be compared.
 */
function read(data: unknown, windows: number[] = [7, 14]) {
  const byPost = parseDeltas(data, { ids: new Set(['p1', 'p2']), windows: new Set(windows) });
  return byPost && Object.fromEntries(byPost);
}

const views = (count: number | null) => ({ views: count, engagement: null });

describe('parseDeltas, map', () => {
  it('parses a map from id to window to views, as in the reference', () => {
    expect(read({ p1: { '7d': 5, '14d': 8 }, p2: { '7d': -3 } })).toEqual({
      p1: { 7: views(5), 14: views(8) },
      p2: { 7: views(-3) },
    });
  });

  it('returns null for null and for values that are no number', () => {
    expect(read({ p1: { '7d': null, '14d': 'many' }, p2: null })).toEqual({
      p1: { 7: views(null), 14: views(null) },
      p2: {},
    });
  });

  it('takes null for an answer: there are no gains of the post', () => {
    expect(read({ p1: null })).toEqual({ p1: {} });
  });

  it('ignores keys that only end like a window', () => {
    expect(read({ p1: { '7d': 5, total14d: 8, in7: 9 } })).toEqual({ p1: { 7: views(5) } });
    expect(read({ p1: { total14d: 8, in7: 9 } })).toBeNull();
  });

  it('accepts metrics in place of views', () => {
    expect(read({ p1: { '7d': { views: 5, likes: 1, comments: 2, shares: 3 } } })).toEqual({
      p1: { 7: { views: 5, engagement: 6 } },
    });
  });

  it('accepts windows without the d', () => {
    expect(read({ p1: { 7: 5, '14': '8' } })).toEqual({ p1: { 7: views(5), 14: views(8) } });
  });

  it('accepts ids that are also property names', () => {
    const ids = ['__proto__', 'constructor', 'toString', '7d', 'id', 'deltas', 'views'];
    const data = JSON.parse(
      `{${ids.map((id, index) => `${JSON.stringify(id)}:{"7d":${index}}`).join()}}`,
    );
    expect([...(parseDeltas(data, { ids: new Set(ids), windows: new Set([7]) }) ?? [])]).toEqual(
      ids.map((id, index) => [id, { 7: views(index) }]),
    );
    expect(Object.prototype).not.toHaveProperty('7');
  });
});

describe('parseDeltas, list', () => {
  it('parses rows as in the tutorial', () => {
    expect(
      read(
        [
          { id: 'p1', views_delta: 5 },
          { id: 'p2', views: 6 },
        ],
        [7],
      ),
    ).toEqual({
      p1: { 7: views(5) },
      p2: { 7: views(6) },
    });
  });

  it.each([
    [
      'a window in each row',
      [
        { id: 'p1', window: 7, views_delta: 5 },
        { id: 'p1', window: '14d', views_delta: 8 },
      ],
    ],
    ['windows as keys', [{ id: 'p1', '7d': 5, '14d': { views_delta: 8 } }]],
    ['windows in the names', [{ id: 'p1', views_delta_7d: 5, views_delta_14d: 8 }]],
    ['video_id for id', [{ video_id: 'p1', '7d': 5, '14d': 8 }]],
  ])('accepts %s', (_, data) => {
    expect(read(data)).toEqual({ p1: { 7: views(5), 14: views(8) } });
  });

  it.each([{ window: 7 }, { window: '7' }, { window: '7d' }])('accepts the window %j', (named) => {
    expect(read([{ id: 'p1', views_delta: 5, ...named }])).toEqual({ p1: { 7: views(5) } });
  });

  it('returns no gain for rows without a window when several were requested', () => {
    expect(read([{ id: 'p1', views_delta: 5 }])).toEqual({ p1: {} });
  });

  it.each([30, 'week', { toString: 7 }, [7], true, 7.5])(
    'ignores the unknown window %j',
    (window) => {
      expect(read([{ id: 'p1', window, views_delta: 5 }], [7])).toEqual({ p1: {} });
    },
  );

  it('skips unusable rows', () => {
    expect(
      read([
        null,
        5,
        'p1',
        [],
        {},
        { id: 7, '7d': 1 },
        { id: 'p9', '7d': 1 },
        { '7d': 5 },
        { id: 'p1', '7d': 2 },
      ]),
    ).toEqual({
      p1: { 7: views(2) },
    });
  });

  it('accepts rows that repeat the requested windows', () => {
    expect(read([{ id: 'p1', windows: [7], views: 5 }], [7])).toEqual({ p1: { 7: views(5) } });
  });
});

describe('parseDeltas, metric names', () => {
  it.each(['views', 'view', 'views_delta', 'view_count_delta', 'views_change', 'views_gained'])(
    'accepts %s',
    (name) => {
      expect(read([{ id: 'p1', window: 7, [name]: 5 }])).toEqual({ p1: { 7: views(5) } });
    },
  );

  it.each(['view_count', 'viewers', 'views_total', 'reviews', 'VIEWS_DELTA ', 'play_count'])(
    'ignores %s',
    (name) => {
      expect(read([{ id: 'p1', window: 7, [name]: 5 }])).toBeNull();
    },
  );

  it('treats a bare name beside a delta as a lifetime count, and ignores it', () => {
    expect(read([{ id: 'p1', window: 7, views: 90_000, likes: 4000, views_delta: 5 }])).toEqual({
      p1: { 7: views(5) },
    });
    for (const name of ['7d', 'views_7d', 'views_delta_7d']) {
      expect(read([{ id: 'p1', views: 90_000, likes: 4000, [name]: 5 }], [7])).toEqual({
        p1: { 7: views(5) },
      });
    }
  });

  it('uses the first number given for the same metric', () => {
    expect(
      read([
        { id: 'p1', '7d': null },
        { id: 'p1', '7d': 5 },
        { id: 'p1', '7d': 6 },
      ]),
    ).toEqual({ p1: { 7: views(5) } });
  });

  it('accepts a number in quotes', () => {
    expect(read({ p1: { '7d': '-12' } })).toEqual({ p1: { 7: views(-12) } });
  });

  it.each([0.5, 1e300, '1e3', true, [5], 'NaN'])('rejects %j as a gain', (odd) => {
    const beside = { id: 'p2', window: 7, views_delta: 1 };
    expect(read([{ id: 'p1', window: 7, views_delta: odd }, beside])).toEqual({
      p1: { 7: views(null) },
      p2: { 7: views(1) },
    });
  });
});

describe('parseDeltas, engagement', () => {
  const engagement = (fields: object) =>
    read([{ id: 'p1', window: 7, views_delta: 1, ...fields }])?.p1?.[7]?.engagement;

  it('sums likes, comments and shares', () => {
    expect(
      engagement({ likes_delta: 10, comments_delta: 5, shares_delta: -1, saves_delta: 100 }),
    ).toBe(14);
  });

  it('sums the parts that are given, if likes are', () => {
    expect(engagement({ likes_delta: 10, comments_delta: null })).toBe(10);
    expect(engagement({ comments_delta: 5, shares_delta: 2 })).toBeNull();
  });

  it('prefers the engagement figure of the API', () => {
    expect(engagement({ engagement_delta: 3, likes_delta: 10 })).toBe(3);
    expect(engagement({ engagement_change: 0, likes_delta: 10 })).toBe(0);
  });

  it('ignores rates', () => {
    expect(engagement({ engagement_rate: 0.04 })).toBeNull();
    expect(engagement({ engagement_change: 0.04, likes_delta: 10 })).toBe(10);
  });
});

describe('parseDeltas, unknown shapes', () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'soon'],
    ['a number', 5],
    ['windows before ids', { '7d': { p1: 5, p2: 6 } }],
    ['rows for each post', { p1: [{ window: '7d', views_delta: 5 }] }],
    ['windows under another name', [{ id: 'p1', deltas: { '7d': 5 } }]],
    ['windows under a metric', [{ id: 'p1', views_delta: { '7d': 5 } }]],
    ['one row alone', { id: 'p1', '7d': 5 }],
    ['a number in place of the windows', { p1: 5 }],
    ['other posts only', [{ id: 'p9', '7d': 5 }]],
    ['rows that are none', [5, null, 'p1', []]],
    ['lifetime counts', [{ id: 'p1', view_count: 5 }]],
    ['gains that are no whole numbers', { p1: { '7d': 1234.5, '14d': 0.5 }, p2: { '7d': 7.25 } }],
    ['gains that are no numbers', [{ id: 'p1', views_delta: 'many' }]],
  ])('returns null for %s', (_, data) => {
    expect(read(data)).toBeNull();
    expect(read(data, [7])).toBeNull();
  });

  it.each([
    ['an empty map', {}],
    ['an empty list', []],
  ])('returns no gains for %s', (_, data) => {
    expect(read(data)).toEqual({});
  });

  it('ignores deep nesting', () => {
    let data: unknown = { p1: { '7d': 5 } };
    for (let depth = 0; depth < 50_000; depth += 1) data = [{ '7d': data }];
    expect(read({ p1: { '7d': data } })).toBeNull();
  });
});

describe('parseDeltas, long responses', () => {
  it('parses a quarter of a million rows', () => {
    const rows = Array.from({ length: 250_000 }, () => ({ id: 'p1', '7d': 5 }));
    expect(read(rows)).toEqual({ p1: { 7: views(5) } });
  });
});

/** The true gains of a post over one window: `engagement` is the sum of the other three. */
interface Truth {
  views: number | null;
  likes: number | null;
  comments: number;
  shares: number;
}

const gain = fc.integer({ min: -1e9, max: 1e12 });
const truth: fc.Arbitrary<Truth> = fc.record({
  views: fc.option(gain),
  likes: fc.option(gain),
  comments: gain,
  shares: gain,
});
const postId = fc.oneof(
  fc.uuid(),
  fc.string({ minLength: 1 }),
  fc.constantFrom('__proto__', 'constructor', 'id', 'views'),
);
const library = fc
  .uniqueArray(fc.integer({ min: 1, max: 365 }), { minLength: 1, maxLength: 10 })
  .chain((windows) =>
    fc.record({
      windows: fc.constant(windows),
      posts: fc.uniqueArray(
        fc.tuple(postId, fc.array(truth, { minLength: windows.length, maxLength: windows.length })),
        {
          selector: ([id]) => id,
          maxLength: 8,
        },
      ),
    }),
  );

/** An object even of keys like `__proto__`, as `JSON.parse` makes them. */
function json(entries: (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(entries);
}

const sum = ({ likes, comments, shares }: Truth) =>
  likes === null ? null : likes + comments + shares;

/** The formats of the gains of a post over its windows, each as fields or rows of that post. */
const WINDOW_STYLES = {
  views: (t: Truth) => t.views,
  bare: (t: Truth) => ({ ...t }),
  suffixed: (t: Truth) => ({
    views_delta: t.views,
    likes_delta: t.likes,
    comments_delta: t.comments,
    shares_delta: t.shares,
    views: 999,
    likes: 999,
  }),
  summed: (t: Truth) => ({ views_delta: t.views, engagement_change: sum(t) }),
  quoted: (t: Truth) => ({
    views_delta: t.views === null ? null : String(t.views),
    engagement_delta: sum(t),
  }),
} as const;
type WindowStyle = keyof typeof WINDOW_STYLES;

type RowStyle = (
  id: string,
  windows: readonly number[],
  truths: readonly Truth[],
  style: WindowStyle,
) => unknown[];

function byWindow(
  windows: readonly number[],
  truths: readonly Truth[],
  style: WindowStyle,
): Record<string, unknown> {
  return json(
    windows.map((days, index) => [`${days}d`, WINDOW_STYLES[style](truths[index] as Truth)]),
  );
}

const ROW_STYLES: Record<string, RowStyle> = {
  keys: (id, windows, truths, style) => [{ id, ...byWindow(windows, truths, style) }],
  videoId: (id, windows, truths, style) => [
    { video_id: id, views: 999, ...byWindow(windows, truths, style) },
  ],
  rows: (id, windows, truths, style) =>
    windows.map((days, index) => {
      const said = WINDOW_STYLES[style](truths[index] as Truth);
      return {
        id,
        window: index % 2 ? days : `${days}d`,
        ...(typeof said === 'object' && said ? said : { views: said }),
      };
    }),
};

function expected(
  windows: readonly number[],
  truths: readonly Truth[],
  style: WindowStyle,
): Record<string, unknown> {
  return json(
    windows.map((days, index) => {
      const one = truths[index] as Truth;
      return [String(days), { views: one.views, engagement: style === 'views' ? null : sum(one) }];
    }),
  );
}

describe('parseDeltas, any supported shape', () => {
  const style = fc.constantFrom(...(Object.keys(WINDOW_STYLES) as WindowStyle[]));
  const rowStyle = fc.constantFrom(...Object.keys(ROW_STYLES));

  function check(
    data: unknown,
    { windows, posts }: { windows: number[]; posts: [string, Truth[]][] },
    styles: WindowStyle[],
  ) {
    const asked = { ids: new Set(posts.map(([id]) => id)), windows: new Set(windows) };
    // Through text, as answers come.
    const found = parseDeltas(JSON.parse(JSON.stringify(data)), asked);
    expect(new Map(found ?? [])).toEqual(
      new Map(
        posts.map(([id, truths], index) => [
          id,
          expected(windows, truths, styles[index] ?? 'views'),
        ]),
      ),
    );
  }

  it('recovers the true gains from a map with windows of any shape', () => {
    fc.assert(
      fc.property(library, fc.array(style, { minLength: 8, maxLength: 8 }), (asked, styles) => {
        const data = json(
          asked.posts.map(([id, truths], index) => [
            id,
            byWindow(asked.windows, truths, styles[index] ?? 'views'),
          ]),
        );
        check(data, asked, styles);
      }),
      { numRuns: 300 },
    );
  });

  it('recovers the true gains from a list with rows of any shape', () => {
    const styles = fc.array(style, { minLength: 8, maxLength: 8 });
    const rowStyles = fc.array(rowStyle, { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(library, styles, rowStyles, (asked, each, eachRow) => {
        const data = asked.posts.flatMap(([id, truths], index) =>
          ROW_STYLES[eachRow[index] ?? 'keys']?.(id, asked.windows, truths, each[index] ?? 'views'),
        );
        check(data, asked, each);
      }),
      { numRuns: 500 },
    );
  });

  it('recovers the true gains from rows without a window when one was requested', () => {
    fc.assert(
      fc.property(library, style, (asked, each) => {
        const windows = asked.windows.slice(0, 1);
        const data = asked.posts.map(([id, truths]) => {
          const said = WINDOW_STYLES[each](truths[0] as Truth);
          return { id, ...(typeof said === 'object' && said ? said : { views: said }) };
        });
        check(data, { windows, posts: asked.posts }, Array(8).fill(each));
      }),
    );
  });
});
