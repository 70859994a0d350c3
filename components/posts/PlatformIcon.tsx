import { platformName } from '../../utils/messages/platform-name.ts';
import { useI18n } from '../hooks/i18n-context.ts';

/**
 * The mark of a platform, drawn in the colour of the text around it, with its name for those who do
 * not see it.
 */
export function PlatformIcon({ platform }: { readonly platform: string | null }) {
  const { t } = useI18n();
  const name = platformName(platform, t);
  return (
    <svg class="platform-mark" viewBox="0 0 16 16" role="img" aria-label={name}>
      <title>{name}</title>
      {platform === 'instagram' && (
        <g fill="none" stroke="currentColor" stroke-width="1.5">
          <rect x="1.75" y="1.75" width="12.5" height="12.5" rx="3.5" />
          <circle cx="8" cy="8" r="3" />
          <circle cx="11.75" cy="4.25" r="0.5" />
        </g>
      )}
      {platform === 'tiktok' && (
        <path
          d="M9 1.5v9a2.75 2.75 0 1 1-2.75-2.75M9 1.5c.2 2.4 1.8 3.8 4 4"
          fill="none"
          stroke="currentColor"
          stroke-linecap="round"
          stroke-width="1.9"
        />
      )}
      {platform !== 'instagram' && platform !== 'tiktok' && (
        <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="1.5" />
      )}
    </svg>
  );
}
