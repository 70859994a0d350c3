/** The measures: views, or engagement (likes, comments and shares together). */
export const MEASURES = ['views', 'engagement'] as const;

export type Measure = (typeof MEASURES)[number];
