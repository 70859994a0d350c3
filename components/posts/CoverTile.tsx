import { useState } from 'preact/hooks';
import { PlatformIcon } from './PlatformIcon.tsx';

/** Covers that did not load: none of them is asked for again while the page is open. */
const failedCovers = new Set<string>();

/**
 * The cover of a post in a box of fixed size. The tile with the account's initial is always there, below the image, so nothing
 * jumps while the image loads or when it fails.
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
  const isShown = coverUrl?.startsWith('https:') === true && !hasFailed && !failedCovers.has(coverUrl);
  const [initial = ''] = props.accountName?.replace(/^[^\p{L}\p{N}]+/u, '').toUpperCase() ?? '';
  return (
    <span class="cover">
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
    </span>
  );
}
