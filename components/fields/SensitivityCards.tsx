import { useId } from 'preact/hooks';
import type { SensitivityPreview } from '../../utils/breakouts/output/sensitivity-preview.ts';
import { formatDate } from '../../utils/format/age.ts';
import { formatCount } from '../../utils/format/count.ts';
import type { Settings } from '../../utils/settings/settings.ts';
import { DAY_MS } from '../../utils/time/units.ts';
import { useI18n } from '../hooks/i18n-context.ts';
import { type Save, useSave } from './use-save.ts';

/** The days that the preview tells of; who began later says since when. */
const PREVIEW_DAYS = 30;

type Sensitivity = Settings['sensitivity'];

/**
 * The levels of sensitivity as cards, each with the number of the user's own posts that it finds.
 *
 * @param props.preview the posts that each level finds; `null` before the first sync
 */
export function SensitivityCards(props: {
  readonly value: Sensitivity;
  readonly levels: readonly Sensitivity[];
  readonly preview: SensitivityPreview | null;
  readonly onSave: Save<Sensitivity>;
}) {
  const { t, locale, now } = useI18n();
  const id = useId();
  const { value, save, isSaved, failure } = useSave(props.value, props.onSave);
  const { preview } = props;
  const isRecent = preview !== null && now - preview.since < PREVIEW_DAYS * DAY_MS;
  return (
    <fieldset class="field" aria-describedby={`${id}-hint ${id}-error`}>
      <div class="field-head">
        <legend>{t('options.sensitivityLabel')}</legend>
        <span class="saved" role="status">
          {isSaved && t('options.saved')}
        </span>
      </div>
      <div class="cards">
        {props.levels.map((level) => (
          <label key={level} class="card">
            <input
              type="radio"
              name={id}
              value={level}
              checked={level === value}
              aria-labelledby={`${id}-${level}`}
              aria-describedby={`${id}-${level}-hint ${id}-${level}-count`}
              onChange={() => void save(level)}
            />
            <strong id={`${id}-${level}`}>{t(`options.${level}`)}</strong>
            <span id={`${id}-${level}-hint`} class="quiet">
              {t(`options.${level}Hint`)}
            </span>
            {preview !== null && (
              <span id={`${id}-${level}-count`} class="card-count">
                <b>{t('options.cardNow', formatCount(preview[level].now, locale))}</b>{' '}
                <span class="quiet">
                  {t('options.cardMonth', formatCount(preview[level].past30Days, locale))}
                </span>
              </span>
            )}
          </label>
        ))}
      </div>
      <p id={`${id}-hint`} class="quiet hint">
        {preview === null
          ? t('options.previewNone')
          : isRecent
            ? t('options.previewSince', formatDate(preview.since, locale))
            : t('options.previewHint')}
      </p>
      <p id={`${id}-error`} class="error" role="alert">
        {failure}
      </p>
    </fieldset>
  );
}
