import { formatCount } from '../../utils/format/count.ts';
import { useI18n } from '../hooks/i18n-context.ts';

/** Chooses the look-back window that is shown, in days. The browser's own radio buttons give it its keys. */
export function WindowTabs(props: {
  readonly windows: readonly number[];
  readonly chosen: number;
  readonly onChoose: (windowDays: number) => void;
}) {
  const { t, locale } = useI18n();
  return (
    <fieldset class="tabs">
      <legend class="visually-hidden">{t('popup.window')}</legend>
      {props.windows.map((days) => {
        const inWords = t.plural('days', days, formatCount(days, locale));
        return (
          <label key={days} title={inWords}>
            <input
              class="visually-hidden"
              type="radio"
              name="window"
              value={days}
              checked={days === props.chosen}
              onChange={() => props.onChoose(days)}
              aria-label={inWords}
            />
            <span aria-hidden="true">{t('popup.windowShort', formatCount(days, locale))}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
