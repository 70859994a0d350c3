/** The names of a ranking's lists of posts. */
export const LIST_NAMES = [
  'breakouts',
  'stillStrong',
  'ended',
  'withoutBaseline',
  'topMovers',
  'topEngagement',
  'nearest',
] as const;

export type ListName = (typeof LIST_NAMES)[number];
