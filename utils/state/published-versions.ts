/*
 * The versions of published values and records. Each is raised when the shape of its value changes;
 * the worker then writes the value again and pages wait for it. Apart from the schemas, which pages
 * do not load.
 */

/** Of `pageState` (`page-state.ts`). */
export const PAGE_STATE_VERSION = 2;

/** Of `firstRanking` (`first-ranking.ts`). */
export const FIRST_RANKING_VERSION = 2;

/**
 * The version of the records in the database `published` (`utils/storage/published-database.ts`).
 */
export const PUBLISHED_RECORD_VERSION = 2;
