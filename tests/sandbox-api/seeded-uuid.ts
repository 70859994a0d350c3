import type { SeededRandom } from '../simulation/random.ts';

/** Draws a UUID (in the form of version 4) from a seeded stream. */
export function seededUuid(random: SeededRandom): string {
  const hex = Array.from({ length: 4 }, () =>
    random
      .integer(0, 2 ** 32 - 1)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20),
  ];
  return parts.join('-');
}
