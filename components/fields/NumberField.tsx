import { useId, useState } from 'preact/hooks';
import { formatNumber } from '../../utils/format/count.ts';
import { parseSetting } from '../../utils/settings/parse-setting.ts';
import { type NumericSetting, SETTING_BOUNDS } from '../../utils/settings/settings.ts';
import { useI18n } from '../hooks/i18n-context.ts';

/**
 * A field for a number, saved when it loses focus or on Enter. A number that does not fit is
 * explained at the field and not saved.
 *
 * It is a text field, because a browser's number field drops a decimal comma (`7,5` reads as 75)
 * and saves at each arrow key.
 */
export function NumberField(props: {
  readonly setting: NumericSetting;
  readonly label: string;
  readonly hint?: string;
  readonly value: number;
  readonly onSave: (value: number) => void;
}) {
  const { t, locale } = useI18n();
  const id = useId();
  const { setting, value } = props;
  const { min, max, whole } = SETTING_BOUNDS[setting];
  /** `null` while the field shows the saved value. */
  const [typed, setTyped] = useState<string | null>(null);
  const [validationError, setValidationError] = useState<string | null>(null);

  const commit = () => {
    if (typed === null) return;
    const parsed = parseSetting(setting, typed);
    if (parsed.ok) {
      setValidationError(null);
      setTyped(null);
      if (parsed.value !== value) props.onSave(parsed.value);
      return;
    }
    const errorMessages = {
      'not-a-number': t('options.notANumber'),
      'not-whole': t('options.notWhole'),
      'out-of-bounds': t(
        'options.outOfBounds',
        formatNumber(min, locale),
        formatNumber(max, locale),
      ),
    };
    setValidationError(`${errorMessages[parsed.fault]} ${t('options.keptOld', value)}`);
  };

  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        type="text"
        inputMode={whole ? 'numeric' : 'decimal'}
        autoComplete="off"
        class="number"
        value={typed ?? String(value)}
        aria-invalid={validationError !== null}
        aria-describedby={`${id}-hint ${id}-complaint`}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onChange={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
      <p id={`${id}-hint`} class="quiet hint">
        {props.hint}
      </p>
      <p id={`${id}-complaint`} class="complaint" role="alert">
        {validationError}
      </p>
    </div>
  );
}
