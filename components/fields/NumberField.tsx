import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { formatEditable } from '../../utils/format/count.ts';
import { parseSetting } from '../../utils/settings/parse-setting.ts';
import { type NumericSetting, SETTING_BOUNDS } from '../../utils/settings/settings.ts';
import { useI18n } from '../hooks/i18n-context.ts';
import { FieldFrame } from './FieldFrame.tsx';
import { type Save, useSave } from './use-save.ts';
import { useTyping } from './use-typing.ts';

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
  const { value, save, isSaved, failure } = useSave(props.value, props.onSave);

  const typing = useTyping((text) => {
    const parsed = parseSetting(setting, text);
    if (parsed.ok) {
      if (parsed.value !== value) void save(parsed.value);
      return null;
    }
    const bounds = [min, max] as const;
    const errorMessages = {
      'not-a-number': t('options.notANumber', ...bounds),
      'not-whole': t('options.notWhole', ...bounds),
      'out-of-bounds': t('options.outOfBounds', ...bounds),
    };
    return `${errorMessages[parsed.fault]} ${t('options.keptOld', value)}`;
  });

  return (
    <FieldFrame
      id={id}
      label={<label for={id}>{props.label}</label>}
      hint={props.hint}
      isSaved={isSaved}
      error={typing.error ?? failure}
    >
      <input
        id={id}
        type="text"
        inputMode={whole ? 'numeric' : 'decimal'}
        autoComplete="off"
        class="number"
        value={typing.typed ?? formatEditable(value, locale)}
        aria-invalid={typing.error !== null}
        aria-describedby={`${id}-hint ${id}-error`}
        onInput={(event) => typing.onInput(event.currentTarget.value)}
        onChange={typing.commit}
        onKeyDown={(event) => event.key === 'Enter' && typing.commit()}
      />
      {props.children?.(value, (chosen) => {
        typing.discard();
        void save(chosen);
      })}
    </FieldFrame>
  );
}
