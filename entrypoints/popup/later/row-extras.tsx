import type { ComponentProps } from 'preact';
import type { I18nContext } from '../../../components/hooks/i18n-context.ts';
import { CoverTile } from '../../../components/posts/CoverTile.tsx';
import { GainCount } from '../../../components/posts/GainCount.tsx';
import type { RowExtras } from '../../../components/posts/PostRow.tsx';
import { formatDateTime } from '../../../utils/format/age.ts';
import { cleanText } from '../../../utils/format/clean-text.ts';
import { gainPeriod } from '../../../utils/messages/row-messages.ts';
import { useAfterPaint } from './use-after-paint.ts';

/**
 * Returns the parts of rows that are not in the first frame.
 *
 * @param isLate true if the tile of a new row may come a frame later
 */
export function rowExtras(
  { t, locale, now }: I18nContext,
  hasCovers: boolean,
  isLate: boolean,
): RowExtras {
  return {
    tile: ({ coverUrl, accountName, platform }) => (
      <Tile
        coverUrl={hasCovers ? coverUrl : null}
        accountName={cleanText(accountName)}
        platform={platform}
        isLate={isLate}
      />
    ),
    gain: (post, gained, measure, windowDays) => (
      <GainCount
        gained={gained}
        period={gainPeriod(post, { t, locale, now, windowDays })}
        measure={measure}
      />
    ),
    ageTitle: (createdAt) => t('row.postedAt', formatDateTime(createdAt, now, locale)),
  };
}

function Tile({
  isLate,
  ...cover
}: ComponentProps<typeof CoverTile> & { readonly isLate: boolean }) {
  return useAfterPaint(isLate) ? <CoverTile {...cover} /> : null;
}
