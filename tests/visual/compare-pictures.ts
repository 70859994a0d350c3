import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/**
 * The largest difference of a pixel's colour: 0 is none, 1 is black against white. Pixels at the
 * edges of letters and curves are left out, because machines smooth them differently.
 */
const THRESHOLD = 0.04;

/** The share of pixels that may differ by more. */
export const MAX_DIFFERENT = 0.0004;

/** The comparison of two pictures. */
export interface Comparison {
  /** The share of pixels that differ; 1 when the sizes do. */
  readonly different: number;
  /** A picture with the differences in red, PNG; `null` when the sizes differ. */
  readonly picture: Buffer | null;
}

/** Compares two pictures, PNG. */
export function comparePictures(expected: Buffer, actual: Buffer): Comparison {
  const [one, other] = [PNG.sync.read(expected), PNG.sync.read(actual)];
  const { width, height } = one;
  if (other.width !== width || other.height !== height) return { different: 1, picture: null };
  const marked = new PNG({ width, height });
  const options = { threshold: THRESHOLD };
  const different = pixelmatch(one.data, other.data, marked.data, width, height, options);
  return { different: different / (width * height), picture: PNG.sync.write(marked) };
}
