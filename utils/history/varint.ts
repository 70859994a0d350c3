/**
 * Whole numbers from 0 to 2^53 as bytes, the smaller the fewer: 7 bits in each byte, low ones first, the top bit set in all but the last
 * (LEB128). A null, which is frequent, takes one byte and stands as 0; numbers stand as one more than they are.
 */
export function pushNumber(bytes: number[], value: number | null): void {
  let rest = value === null ? 0 : value + 1;
  // Division and not shifts: those cut numbers to 32 bits.
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80);
  bytes.push(rest);
}

/**
 * Reads numbers one after the other from `bytes`, from `offset` on.
 *
 * @throws RangeError at the end of the bytes
 */
export function numberReader(bytes: Uint8Array, offset: number): () => number | null {
  let position = offset;
  return () => {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = bytes[position++];
      if (byte === undefined) throw new RangeError('a packed number is cut off');
      value += (byte % 0x80) * scale;
      if (byte < 0x80) return value === 0 ? null : value - 1;
    }
  };
}
