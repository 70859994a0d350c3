import { captionText } from './caption-texts.ts';

/** The words of a seeded library. They change nothing about its numbers. */
export interface LibraryTexts {
  /** @param account its index in the library */
  username(account: number): string;
  /**
   * @param number of the post in the library
   * @param account the index of its account
   * @param index of the post within its account
   */
  caption(number: number, account: number, index: number): string | null;
}

const FIRST_WORDS = [
  ...(['bread', 'marta', 'north', 'studio', 'the.real'] as const),
  ...(['tiny', 'oskar', 'late_night', 'wild', 'quiet'] as const),
];
const SECOND_WORDS = [
  ...(['daily', 'makes', 'outdoors', 'cooks'] as const),
  ...(['codes', 'on_wheels', 'and.friends', 'official'] as const),
];

/** Words that try a screen, for tests: see `captionText`. */
export const TRYING_TEXTS: LibraryTexts = {
  username(account) {
    const first = FIRST_WORDS[account % FIRST_WORDS.length];
    const second = SECOND_WORDS[Math.floor(account / FIRST_WORDS.length) % SECOND_WORDS.length];
    const round = Math.floor(account / (FIRST_WORDS.length * SECOND_WORDS.length));
    return `${first}.${second}${round === 0 ? '' : round + 1}`;
  },
  caption: (number) => captionText(number),
};
