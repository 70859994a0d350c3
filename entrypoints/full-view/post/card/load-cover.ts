/** The longest wait for a cover, ms: a card without one is better than none. */
const COVER_TIMEOUT_MS = 4000;

/**
 * Loads a cover so that a canvas may be read after it was drawn: only hosts that let others read
 * their images (CORS) give one. No cookies and no referrer are sent.
 *
 * @returns `null` where that is not possible
 */
export function loadCover(url: string): Promise<HTMLImageElement | null> {
  return new Promise((resolve) => {
    const image = new Image();
    const timer = setTimeout(() => resolve(null), COVER_TIMEOUT_MS);
    const end = (loaded: HTMLImageElement | null) => {
      clearTimeout(timer);
      resolve(loaded);
    };
    image.crossOrigin = 'anonymous';
    image.referrerPolicy = 'no-referrer';
    image.onload = () => end(image.naturalWidth > 0 ? image : null);
    image.onerror = () => end(null);
    image.src = url;
  });
}
