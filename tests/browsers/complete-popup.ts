/** The selector of the complete popup: its first frame has only the rows that fill it. */
export const COMPLETE_POPUP = 'main[aria-busy="false"]';
