import { ageCurve } from '../../utils/breakouts/baseline/age-curve.ts';
import { DAY, NOW } from './time.ts';

/** A row as the API lists it, with its gains by window. */
interface RankedRow {
  readonly row: Readonly<Record<string, unknown>>;
  /** `undefined`: the API knows none. */
  readonly gains: Readonly<Record<string, number>> | undefined;
}

const WINDOWS = [1, 2, 7, 14];
const LAST_REFRESH_DAYS = 1 / 12;

const curve = ageCurve(1.4);
const viewsAt = (ageDays: number) => curve(Math.max(0, ageDays));

const isoDaysAgo = (days: number) => new Date(NOW - days * DAY).toISOString();

/** A post whose views grow as those of its account do; `changes` replace fields of its row. */
function ordinary(
  id: string,
  account: string,
  ageDays: number,
  level: number,
  changes: Readonly<Record<string, unknown>> = {},
  gains: Readonly<Record<string, number>> = {},
): RankedRow {
  const usual = WINDOWS.map((days) => [
    `${days}d`,
    Math.round(level * (viewsAt(ageDays) - viewsAt(ageDays - days))),
  ]);
  return {
    row: {
      ...{ id, platform: 'tiktok', media_type: 'video', account_id: account },
      create_time: isoDaysAgo(ageDays + LAST_REFRESH_DAYS),
      first_scrape_time: isoDaysAgo(0.9 * ageDays + LAST_REFRESH_DAYS),
      last_scrape_time: isoDaysAgo(LAST_REFRESH_DAYS),
      view_count: Math.round(level * viewsAt(ageDays)),
      ...changes,
    },
    gains: { ...Object.fromEntries(usual), ...gains },
  };
}

/** Posts of an account with a level of 1,000 views on the first day, of many ages. */
function steadyAccount(account: string, count = 14): RankedRow[] {
  return Array.from({ length: count }, (_, index) =>
    ordinary(`${account} ${index}`, account, 3 + 5.3 * index, 1000 * (0.8 + 0.1 * (index % 5))),
  );
}

/** Old posts that all got a multiple of their usual views in the last week. */
function risenAccount(account: string, factor: number): RankedRow[] {
  return Array.from({ length: 12 }, (_, index) => {
    const ageDays = 15 + 5 * index;
    const beforeRise = viewsAt(ageDays - 7);
    const gainOver = (days: number) =>
      factor * (viewsAt(ageDays) - viewsAt(ageDays - Math.min(days, 7))) +
      (days > 7 ? beforeRise - viewsAt(ageDays - days) : 0);
    return ordinary(
      `${account} ${index}`,
      account,
      ageDays,
      1000,
      { view_count: Math.round(1000 * (beforeRise + gainOver(7))) },
      Object.fromEntries(WINDOWS.map((days) => [`${days}d`, Math.round(1000 * gainOver(days))])),
    );
  });
}

/** Young and old posts with levels from a twentieth to the thirtyfold of their account's. */
function scatteredAccount(account: string): RankedRow[] {
  const levels = [0.05, 20, 0.04, 25, 0.06, 15, 0.05, 30, 0.03, 18];
  return levels.map((level, index) =>
    ordinary(`${account} ${index}`, account, 4 + 5.5 * index, 1000 * level),
  );
}

/** One post for each reason, named after it; all other posts are there to compare it with. */
const ROWS: readonly RankedRow[] = [
  ...['steady', 'calm', 'even', 'level'].flatMap((account) => steadyAccount(account)),
  ...risenAccount('risen', 8),
  ...scatteredAccount('scattered'),
  ...steadyAccount('few', 2),
  ordinary('hit-since-published', 'steady', 5, 10_000),
  ordinary(...(['sped-up', 'steady', 60, 1000, { view_count: 9000 }] as const), {
    '1d': 1500,
    '2d': 2800,
    '7d': 5000,
    '14d': 5030,
  }),
  ordinary(...(['not-sped-up', 'steady', 70, 1000, { view_count: 60_000 }] as const), {
    '1d': 300,
    '2d': 600,
    '7d': 2100,
    '14d': 4200,
  }),
  ordinary(
    ...(['recounted', 'steady', 30, 1000] as const),
    { view_count: 3000 },
    { '1d': -900, '2d': -880, '7d': -700, '14d': -600 },
  ),
  ordinary('small-gain', 'steady', 40, 300, {}, { '7d': 12, '14d': 20 }),
  ordinary('low-multiple', 'steady', 8, 1000),
  ordinary('not-refreshed-lately', 'steady', 12, 1000, {
    first_scrape_time: isoDaysAgo(16),
    last_scrape_time: isoDaysAgo(5),
  }),
  ordinary('unavailable', 'steady', 13, 1000, { is_unavailable: true }),
  ordinary('no-second-refresh', 'steady', 2, 1000, {
    first_scrape_time: isoDaysAgo(LAST_REFRESH_DAYS),
  }),
  ordinary('no-count', 'steady', 14, 1000, { view_count: null, media_type: 'image' }),
  ordinary('window-not-covered', 'steady', 30, 1000, {
    first_scrape_time: isoDaysAgo(LAST_REFRESH_DAYS + 0.25),
  }),
  { ...ordinary('no-gain', 'steady', 34, 1000), gains: undefined },
  ordinary('not-refreshed-in-window', 'steady', 5, 5000, {}, { '1d': 0, '2d': 0 }),
  ordinary('age-unknown', 'steady', 18, 1000, { create_time: null }),
  ordinary('account-unknown', 'steady', 18, 1000, { account_id: null }),
];

/** Creates a file for `npm run rank` in which every reason of the rule occurs. */
export function rankFileOfReasons(windowDays: number) {
  return {
    now: new Date(NOW).toISOString(),
    window: windowDays,
    posts: ROWS.map(({ row }) => row),
    deltas: Object.fromEntries(ROWS.flatMap(({ row, gains }) => (gains ? [[row.id, gains]] : []))),
  };
}
