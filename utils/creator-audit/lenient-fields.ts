import * as z from 'zod/mini';

/*
 * Parsers of single fields of a response. Each takes any JSON value and returns `null` unless the
 * value is certainly of the expected kind: one odd field must not cost the row, and must not be
 * shown as if it were right.
 */

export type JsonObject = Readonly<Record<string, unknown>>;

/** The value if it is a JSON object (no list, not `null`), else `null`. */
export function objectField(value: unknown): JsonObject | null {
  return typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject | null) : null;
}

/** The text unless it is empty. */
export function textField(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/**
 * A finite number, also as a plain decimal in quotes (`"1234"`: databases write large numbers so).
 */
export function numberField(value: unknown): number | null {
  const number = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return Number.isFinite(number) ? (number as number) : null;
}

/** A whole number that JavaScript holds exactly. A fraction is a rate or an error. */
export function integerField(value: unknown): number | null {
  const number = numberField(value);
  // + 0 turns -0 into 0.
  return number !== null && Number.isSafeInteger(number) ? number + 0 : null;
}

/** A lifetime count, which is never negative. */
export function countField(value: unknown): number | null {
  const count = integerField(value);
  return count !== null && count >= 0 ? count : null;
}

const ISO_TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/;

/** No post and no refresh is older; an earlier time is a zero that means "unknown". */
const EARLIEST_TIME = Date.UTC(2000, 0, 1);
/** A number beyond this year is no time in the unit that it was taken for. */
const LATEST_TIME = Date.UTC(2100, 0, 1);

/**
 * A time as ms since epoch: ISO 8601 (UTC where no zone is given; API reference, Conventions), or a
 * number of seconds or milliseconds since epoch, which no date of this century confuses.
 */
export function timeField(value: unknown): number | null {
  const parts = typeof value === 'string' ? ISO_TIME.exec(value) : null;
  if (parts === null) return epochTime(numberField(value));
  const [, day, timeOfDay = '00:00', zone = 'Z'] = parts;
  const time = Date.parse(`${day}T${timeOfDay}${zone.replace(/^(...)(\d\d)$/, '$1:$2')}`);
  return time >= EARLIEST_TIME ? time : null;
}

function epochTime(number: number | null): number | null {
  for (const unit of [1000, 1]) {
    const time = Math.round((number ?? 0) * unit);
    if (time >= EARLIEST_TIME && time < LATEST_TIME) return time;
  }
  return null;
}

/** The schema of a field that `read` reads; a missing field is read as `undefined`. */
function lenient<T>(read: (value: unknown) => T) {
  return z.pipe(z.optional(z.unknown()), z.transform(read));
}

/** The readers above, as schemas of fields. */
export const lenientText = lenient(textField);
export const lenientNumber = lenient(numberField);
export const lenientCount = lenient(countField);
export const lenientTime = lenient(timeField);
/** True only where the API says so. */
export const lenientFlag = lenient((value) => value === true);

/**
 * An id of the API. A UUID has 36 characters; a much longer text is no id and would not fit a
 * request.
 */
export const idSchema = z.string().check(z.refine(({ length }) => length > 0 && length <= 100));
