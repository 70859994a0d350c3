/**
 * Collects values, each once, and the index of the value of each item.
 *
 * @param nameOf names the value of an item: equal for equal values. Default: the value itself
 */
export function indexValues<T, Value>(
  items: readonly T[],
  takeValue: (item: T) => Value,
  nameOf: (item: T) => unknown = takeValue,
): { readonly values: readonly Value[]; readonly indexes: readonly number[] } {
  const values: Value[] = [];
  const known = new Map<unknown, number>();
  const indexes = items.map((item) => {
    const name = nameOf(item);
    const before = known.get(name);
    if (before !== undefined) return before;
    known.set(name, values.length);
    return values.push(takeValue(item)) - 1;
  });
  return { values, indexes };
}
