import { messageLocale, translate } from '../../utils/browser/translate.ts';
import { formatCompact, formatMultiple } from '../../utils/format/count.ts';
import { shortAge } from '../../utils/messages/age-messages.ts';
import { DAY_MS } from '../../utils/time/units.ts';

const t = translate;

/** An account of the sample data. */
const ACCOUNT = '@nordic.kitchen';

/** A picture of a row of the popup: one post, and how far it is above the usual. */
export function ExampleRow() {
  const locale = messageLocale();
  const times = t('row.multiple', formatMultiple(24, locale));
  const gained = `+${formatCompact(118_000, locale)}`;
  return (
    <figure class="example" role="img" aria-label={t('welcome.example', ACCOUNT, times)}>
      <span class="dot" />
      <span class="cover">{'N'}</span>
      <span class="about">
        <span>
          <b>
            <bdi>{ACCOUNT}</bdi>
          </b>{' '}
          <span class="quiet">{t('row.age', shortAge(3 * DAY_MS, { t }))}</span>
        </span>
        <span class="caption">{t('welcome.exampleCaption')}</span>
        <span class="quiet">
          {t('row.usual', formatCompact(4900, locale), t.plural('time.days', 7, 7))}
        </span>
      </span>
      <span class="figures">
        <b class="headline">{times}</b>
        <b>{gained}</b>
      </span>
    </figure>
  );
}
