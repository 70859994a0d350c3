/**
 * Readers of single fields of an answer. Each takes whatever JSON held and gives `null` for everything that is not
 * surely what was asked for: one odd field must not cost the row, and must not be shown as if it were right.
 */

export type JsonObject = Readonly<Record<string, unknown>>;

/** The value if it is a JSON object (no list, not `null`), else `null`. */
export function objectField(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** The text if there is any. */
export function textField(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A finite number. A plain decimal in quotes counts as one (`"1234"`: databases hand out large numbers so). */
export function numberField(value: unknown): number | null {
  const number = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/**
 * A whole number, small enough for JavaScript to hold it exactly. What is counted here comes whole: a fraction is a
 * rate or an error.
 */
export function integerField(value: unknown): number | null {
  const number = numberField(value);
  // + 0 turns -0 into 0.
  return Number.isSafeInteger(number) ? (number as number) + 0 : null;
}

/** A lifetime count, which is never negative. */
export function countField(value: unknown): number | null {
  const count = integerField(value);
  return count !== null && count >= 0 ? count : null;
}

const ISO_TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/;

/** No post and no refresh is older; an earlier time is a zero that stands for "unknown". */
const EARLIEST_TIME = Date.UTC(2000, 0, 1);

/**
 * A time in ISO 8601, as ms since epoch. Without a zone it is UTC, as all times of the API (API reference,
 * Conventions).
 */
export function timeField(value: unknown): number | null {
  const parts = typeof value === 'string' ? ISO_TIME.exec(value) : null;
  if (parts === null) return null;
  const [, day, timeOfDay = '00:00', zone = 'Z'] = parts;
  const time = Date.parse(`${day}T${timeOfDay}${zone.replace(/^(...)(\d\d)$/, '$1:$2')}`);
  return time >= EARLIEST_TIME ? time : null;
}
