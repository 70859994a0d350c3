import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { formatEditable } from '../../utils/format/count.ts';
import { parseSetting } from '../../utils/settings/parse-setting.ts';
import { type NumericSetting, SETTING_BOUNDS } from '../../utils/settings/settings.ts';
import { useI18n } from '../hooks/i18n-context.ts';
import { FieldFrame } from './FieldFrame.tsx';
import { type Save, useSave } from './use-save.ts';

/** Who has not typed for so long has finished, ms. */
const TYPING_PAUSE_MS = 800;

/**
 * A field for a number, saved on Enter, when it loses focus, or after a pause in typing. A number
 * that does not fit is explained at the field and not saved.
 *
 * It is a text field, because a browser's number field drops a decimal comma (`7,5` reads as 75)
 * and saves at each arrow key.
 */
export function NumberField(props: {
  readonly setting: NumericSetting;
  readonly label: string;
  readonly hint: string;
  readonly value: number;
  readonly onSave: Save<number>;
  /** Renders further controls of the same setting, which choose a value. */
  readonly children?: (value: number, choose: (value: number) => void) => ComponentChildren;
}) {
  const { t, locale } = useI18n();
  const id = useId();
  const { setting } = props;
  const { min, max, whole } = SETTING_BOUNDS[setting];
  /** `null` while the field shows the saved value. */
  const [typed, setTyped] = useState<string | null>(null);
  const [validationError, setValidationError] = useState<string | null>(null);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { value, save, isSaved, failure } = useSave(props.value, props.onSave);
  useEffect(() => () => clearTimeout(pause.current), []);

  const commit = (text: string | null) => {
    clearTimeout(pause.current);
    if (text === null) return;
    const parsed = parseSetting(setting, text);
    if (parsed.ok) {
      setValidationError(null);
      setTyped(null);
      if (parsed.value !== value) void save(parsed.value);
      return;
    }
    const bounds = [min, max] as const;
    const errorMessages = {
      'not-a-number': t('options.notANumber', ...bounds),
      'not-whole': t('options.notWhole', ...bounds),
      'out-of-bounds': t('options.outOfBounds', ...bounds),
    };
    setValidationError(`${errorMessages[parsed.fault]} ${t('options.keptOld', value)}`);
  };

  return (
    <FieldFrame
      id={id}
      label={<label for={id}>{props.label}</label>}
      hint={props.hint}
      isSaved={isSaved}
      error={validationError ?? failure}
    >
      <input
        id={id}
        type="text"
        inputMode={whole ? 'numeric' : 'decimal'}
        autoComplete="off"
        class="number"
        value={typed ?? formatEditable(value, locale)}
        aria-invalid={validationError !== null}
        aria-describedby={`${id}-hint ${id}-error`}
        onInput={(event) => {
          const text = event.currentTarget.value;
          setTyped(text);
          clearTimeout(pause.current);
          pause.current = setTimeout(() => commit(text), TYPING_PAUSE_MS);
        }}
        onChange={() => commit(typed)}
        onKeyDown={(event) => event.key === 'Enter' && commit(typed)}
      />
      {props.children?.(value, (chosen) => {
        clearTimeout(pause.current);
        setTyped(null);
        setValidationError(null);
        void save(chosen);
      })}
    </FieldFrame>
  );
}
