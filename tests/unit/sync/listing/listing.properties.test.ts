import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Post } from '../../../../utils/breakouts/model/post.ts';
import {
  type ListSlice,
  type VideoPage,
  wholeList,
} from '../../../../utils/creator-audit/video-page.ts';
import type { ListCursor } from '../../../../utils/sync/listing/list-cursor.ts';
import {
  applyPage,
  isListed,
  nextPages,
  restartCursor,
  startListing,
} from '../../../../utils/sync/listing/listing.ts';
import { aPost } from '../../../builders/post.ts';
import { aVideoPage } from '../../../builders/video-page.ts';

const WHOLE = wholeList('account-videos');

/** The behaviour of an API that lists posts. */
interface Api {
  readonly count: number;
  /** One post in this many has no platform; 0: each has one. */
  readonly withoutPlatform: number;
  /** The size of groups of posts added at the same time; 1: no groups. */
  readonly tied: number;
  /** Posts of equal time come in the same order from both ends. */
  readonly tiesAreStable: boolean;
  readonly ignoresOrder: boolean;
  /** The number of rows after which a slice, or a list in a requested order, ends; `null`: all. */
  readonly sliceLimit: number | null;
  /** The number of rows of a slice is that of the rows it ends after. */
  readonly countsLimited: boolean;
  /** The number of rows that the API names, in percent of the true one; `null`: it names none. */
  readonly countPercent: number | null;
  readonly pageSize: number;
  /** Rows of the page before that a page repeats. */
  readonly overlap: number;
}

/** The posts of an API, the latest first; the number in an id is the place. */
function postsOf({ count, withoutPlatform }: Api): readonly Post[] {
  return Array.from({ length: count }, (_, index) => {
    const isWithout = withoutPlatform > 0 && index % withoutPlatform === 5;
    return aPost({
      id: `${index}`,
      platform: isWithout ? null : index % 3 === 0 ? 'tiktok' : 'instagram',
    });
  });
}

function rowsOf(api: Api, posts: readonly Post[], { platform, order }: ListSlice): readonly Post[] {
  const rows = posts.filter((post) => platform === null || post.platform === platform);
  if (order !== 'earliest-first' || api.ignoresOrder) return rows;
  if (!api.tiesAreStable) return rows.toReversed();
  const group = ({ id }: Post) => Math.floor(Number(id) / api.tied);
  return rows.toSorted((a, b) => group(b) - group(a) || Number(a.id) - Number(b.id));
}

function pageOf(api: Api, posts: readonly Post[], asked: ListCursor): VideoPage {
  const all = rowsOf(api, posts, asked);
  const rows = asked.order === 'own' ? all : all.slice(0, api.sliceLimit ?? all.length);
  const counted = api.countsLimited && asked.platform !== null ? rows : all;
  const start = Number(asked.cursor ?? 0);
  const end = start + api.pageSize;
  return aVideoPage({
    posts: rows.slice(Math.max(0, start - api.overlap), end),
    nextCursor: end < rows.length ? String(end) : null,
    totalCount:
      api.countPercent === null ? null : Math.round((counted.length * api.countPercent) / 100),
  });
}

/**
 * Lists all posts, up to eight requests at once whose responses come in the order that `choices`
 * say, and as a flow does that starts again without slices when they are not to be had.
 */
function listAll(
  api: Api,
  posts: readonly Post[],
  platforms: readonly string[],
  choices: readonly number[],
  refusedAt: number,
) {
  let useFilters = true;
  let requests = 0;
  for (;;) {
    const known = new Set<string>();
    let listing = startListing(
      { isFullListing: true, accountIds: [], listsVideos: false, platforms },
      useFilters,
    );
    let inFlight: ListCursor[] = [];
    let isRestarted = false;
    while (!isListed(listing) && !isRestarted) {
      inFlight.push(...nextPages(listing, inFlight, 8 - inFlight.length));
      // A listing that is not complete always has something to ask for.
      expect(inFlight.length).toBeGreaterThan(0);
      const asked = inFlight[
        (choices[requests % choices.length] ?? 0) % inFlight.length
      ] as ListCursor;
      inFlight = inFlight.filter((other) => other !== asked);
      requests += 1;
      const refused =
        requests === refusedAt && asked.cursor !== null ? restartCursor(listing, asked) : null;
      if (refused !== null) {
        listing = refused;
        continue;
      }
      const step = applyPage(listing, asked, pageOf(api, posts, asked), known);
      if (step.kind === 'endless') throw new Error('given up');
      if (step.kind === 'filters-unsupported') isRestarted = true;
      else listing = step.listing;
      if (step.kind === 'accepted') for (const { id } of step.newPosts) known.add(id);
    }
    if (!isRestarted) return { known, requests, useFilters };
    expect(useFilters).toBe(true);
    useFilters = false;
  }
}

const anyApi: fc.Arbitrary<Api> = fc.record({
  count: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1001, max: 3000 })),
  withoutPlatform: fc.constantFrom(0, 0, 0, 97),
  tied: fc.constantFrom(1, 1, 7, 150, 1000, 5000),
  tiesAreStable: fc.boolean(),
  ignoresOrder: fc.constantFrom(false, false, false, true),
  sliceLimit: fc.constantFrom(null, null, 600, 1200),
  countsLimited: fc.boolean(),
  countPercent: fc.constantFrom(100, 100, 100, null, 40, 67, 150),
  pageSize: fc.constantFrom(40, 100, 199, 200),
  overlap: fc.constantFrom(0, 0, 3, 39),
});
const anyChoices = fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 40 });
const anyPlatforms = fc.constantFrom([], ['instagram', 'tiktok']);

it('a list returns every post, whatever the API counts, orders, cuts short or refuses', {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(
      anyApi,
      anyPlatforms,
      anyChoices,
      fc.nat({ max: 60 }),
      (drawn, platforms, choices, refusedAt) => {
        // Posts that an API neither counts nor lists cannot be detected: posts of no platform, rows
        // after the end of a list.
        const hasExactCount = drawn.countPercent === 100;
        const sliceLimit = hasExactCount ? drawn.sliceLimit : null;
        const api = {
          ...drawn,
          sliceLimit,
          withoutPlatform: hasExactCount ? drawn.withoutPlatform : 0,
        };
        const { known } = listAll(api, postsOf(api), platforms, choices, refusedAt);
        expect(known.size).toBe(api.count);
      },
    ),
    { numRuns: 600 },
  );
});

it('a list takes no more pages than exist, except a first look and pages where ends meet', {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(anyApi, anyPlatforms, anyChoices, (drawn, platforms, choices) => {
      const honest = {
        tied: 1,
        ignoresOrder: false,
        sliceLimit: null,
        countPercent: 100,
        overlap: 0,
      };
      const api = { ...drawn, ...honest, withoutPlatform: 0 };
      const posts = postsOf(api);
      const { requests, useFilters } = listAll(api, posts, platforms, choices, 0);
      const slices =
        platforms.length === 0
          ? [posts]
          : platforms.map((name) => rowsOf(api, posts, { ...WHOLE, platform: name }));
      const pages = slices.reduce(
        (sum, { length }) => sum + Math.max(1, Math.ceil(length / api.pageSize)),
        0,
      );
      expect(useFilters).toBe(true);
      // The ends meet in a page of their own, or in two, and one may be under way from the other
      // end.
      expect(requests).toBeLessThanOrEqual(pages + 1 + 3 * slices.length);
    }),
    { numRuns: 300 },
  );
});
