import type { I18nContext } from '../../../components/hooks/i18n-context.ts';
import { CoverTile } from '../../../components/posts/CoverTile.tsx';
import { GainCount } from '../../../components/posts/GainCount.tsx';
import type { RowExtras } from '../../../components/posts/PostRow.tsx';
import { formatDateTime } from '../../../utils/format/age.ts';
import { cleanText } from '../../../utils/format/clean-text.ts';
import { shortGain } from '../../../utils/format/count.ts';
import { gainPeriod } from '../../../utils/messages/row-messages.ts';
import { AfterPaint } from './AfterPaint.tsx';

/**
 * Returns the parts of rows that are not in the first frame.
 *
 * @param isLate true if those of a new row may come a frame later
 */
export function rowExtras(
  { t, locale, now }: I18nContext,
  hasCovers: boolean,
  isLate: boolean,
): RowExtras {
  return {
    tile: ({ coverUrl, accountName, platform }) => (
      <AfterPaint isLate={isLate}>
        {() => (
          <CoverTile
            coverUrl={hasCovers ? coverUrl : null}
            accountName={cleanText(accountName)}
            platform={platform}
          />
        )}
      </AfterPaint>
    ),
    gain: (post, gained, measure, windowDays) => (
      <AfterPaint isLate={isLate} before={<span class="gained">{shortGain(gained, locale)}</span>}>
        {() => (
          <GainCount
            gained={gained}
            period={gainPeriod(post, { t, locale, now, windowDays })}
            measure={measure}
          />
        )}
      </AfterPaint>
    ),
    ageTitle: (createdAt) => t('row.postedAt', formatDateTime(createdAt, now, locale)),
  };
}
