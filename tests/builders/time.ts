export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The current time of unit tests, a Monday noon, ms since epoch. */
export const NOW = Date.UTC(2026, 10, 23, 12);
