/**
 * A value as JSON, the keys of every object in order: browsers hand objects back with their keys in
 * another order.
 */
export function stableStringify(value: unknown): string {
  return String(JSON.stringify(value, sortKeys));
}

function sortKeys(_: string, part: unknown): unknown {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
}
