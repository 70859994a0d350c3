/** The limits of a description; more detail does not help. */
const MAX_DEPTH = 5;
const MAX_FIELDS = 12;
/** Words as the API names its fields. Other keys may be ids or names, which are content. */
const FIELD_NAME = /^(?=.{1,40}$)[a-z]+(_[a-z]+)*(_?\d{1,3}d)?$|^\d{1,3}d$/;

/**
 * Describes the shape of a JSON value without any of its content, for logs and reports:
 * `{data: [{id: string, views_delta: number}], …}`. Lists are described by their first element.
 */
export function describeShape(value: unknown, depth = 0): string {
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  if (depth === MAX_DEPTH) return '…';
  if (Array.isArray(value))
    return value.length === 0 ? '[]' : `[${describeShape(value[0], depth + 1)}]`;
  const names = new Map<string, string>();
  for (const [key, inner] of Object.entries(value)) {
    const name = FIELD_NAME.test(key) ? key : '<key>';
    if (names.has(name)) continue;
    if (names.size === MAX_FIELDS) return `{${[...names.values()].join(', ')}, …}`;
    names.set(name, `${name}: ${describeShape(inner, depth + 1)}`);
  }
  return `{${[...names.values()].join(', ')}}`;
}
