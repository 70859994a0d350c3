/**
 * Selects the popup's contents once all of them are there: its first frame has but the rows that
 * fill it.
 */
export const COMPLETE_POPUP = 'main[aria-busy="false"]';
