import { type ListedAccount, listedAccountSchema } from '../sync/library-manifest.ts';

/** Compares two records of columns: plain values, lists and typed arrays. */
export function isSameRecord(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (isColumn(a) && isColumn(b)) {
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
    return true;
  }
  if (!isPlainObject(a) || !isPlainObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => isSameRecord(a[key], b[key]));
}

function isColumn(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !isColumn(value);
}

/** Returns true if a stored manifest entry equals `account`. */
export function isSameEntry(stored: unknown, account: ListedAccount): boolean {
  const parsed = listedAccountSchema.safeParse(stored);
  return parsed.success && isSameRecord(parsed.data, account);
}
