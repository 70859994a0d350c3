/*
 * Encodes whole numbers from 0 to 2^53 - 1 as bytes, fewer for small ones: 7 bits in each byte, low
 * ones first, the top bit set in all but the last (LEB128). `null`, which is frequent, is encoded
 * as 0, and every number n as n + 1.
 */

/** The most bytes that one number takes. */
const MAX_BYTES = 8;

/**
 * Writes numbers one after the other, into a typed array: a list of numbers is six times as slow.
 */
export class NumberWriter {
  #bytes = new Uint8Array(1024);
  /** Bytes written so far. */
  length = 0;

  push(value: number | null): void {
    if (this.length + MAX_BYTES > this.#bytes.length) {
      const grown = new Uint8Array(2 * this.#bytes.length);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    let rest = value === null ? 0 : value + 1;
    while (rest >= 0x80) {
      // Division and not shifts: those cut numbers to 32 bits.
      const high = Math.floor(rest / 0x80);
      this.#bytes[this.length++] = rest - high * 0x80 + 0x80;
      rest = high;
    }
    this.#bytes[this.length++] = rest;
  }

  /** Returns a copy of the written bytes. */
  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.length);
  }
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
