import type { I18nContext } from '../../../components/hooks/i18n-context.ts';
import { CoverTile } from '../../../components/posts/CoverTile.tsx';
import type { RowExtras } from '../../../components/posts/PostRow.tsx';
import { formatDateTime } from '../../../utils/format/age.ts';
import { cleanText } from '../../../utils/format/clean-text.ts';

/** Returns the parts of rows that are not in the first frame. */
export function rowExtras({ t, locale, now }: I18nContext, hasCovers: boolean): RowExtras {
  return {
    tile: ({ coverUrl, accountName, platform }) => (
      <CoverTile
        coverUrl={hasCovers ? coverUrl : null}
        accountName={cleanText(accountName)}
        platform={platform}
      />
    ),
    ageTitle: (createdAt) => t('row.postedAt', formatDateTime(createdAt, now, locale)),
  };
}
