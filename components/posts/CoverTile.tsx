import { useState } from 'preact/hooks';
import { PlatformIcon } from './PlatformIcon.tsx';

/** Covers that failed to load: none is requested again while the page is open. */
const failedCovers = new Set<string>();

/**
 * The tile of a post: its cover, over the account's initial, which is visible while the image
 * loads, when it fails, and without one. The tile has a fixed size, so nothing jumps.
 *
 * @param props.coverUrl an https address; `null`: no image is loaded
 */
export function CoverTile(props: {
  readonly coverUrl: string | null;
  readonly accountName: string | null;
  readonly platform: string | null;
}) {
  const { coverUrl } = props;
  const [hasFailed, setHasFailed] = useState(false);
  const isShown =
    coverUrl?.startsWith('https:') === true && !hasFailed && !failedCovers.has(coverUrl);
  const [initial = ''] = props.accountName?.replace(/^[^\p{L}\p{N}]+/u, '').toUpperCase() ?? '';
  return (
    <>
      <span class="initial" aria-hidden="true">
        {initial}
      </span>
      {isShown && (
        <img
          src={coverUrl}
          alt=""
          width="40"
          height="40"
          loading="lazy"
          decoding="async"
          referrerpolicy="no-referrer"
          draggable={false}
          onError={() => {
            failedCovers.add(coverUrl);
            setHasFailed(true);
          }}
        />
      )}
      <PlatformIcon platform={props.platform} />
    </>
  );
}
