import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { useI18n } from '../hooks/i18n-context.ts';
import { FieldFrame } from './FieldFrame.tsx';
import { type Save, useSave } from './use-save.ts';

/** Who has not typed for so long has finished, ms. */
const TYPING_PAUSE_MS = 800;

/**
 * A field for a time of day, `HH:MM`, shown as the browser's language writes it. Saved when it
 * loses focus or after a pause in typing; while it is incomplete, the saved time stays.
 */
export function TimeField(props: {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onSave: Save<string>;
}) {
  const { t } = useI18n();
  const id = useId();
  /** `null` while the field shows the saved value. */
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { value, save, isSaved, failure } = useSave(props.value, props.onSave);
  useEffect(() => () => clearTimeout(pause.current), []);

  const commit = (text: string | null) => {
    clearTimeout(pause.current);
    if (text === null) return;
    if (text === '') {
      setError(`${t('channels.timeWrong', '22:00')} ${t('options.keptOld', value)}`);
      return;
    }
    setError(null);
    setTyped(null);
    if (text !== value) void save(text);
  };

  return (
    <FieldFrame
      id={id}
      label={<label for={id}>{props.label}</label>}
      hint={props.hint}
      isSaved={isSaved}
      error={error ?? failure}
    >
      <input
        id={id}
        type="time"
        class="number"
        value={typed ?? value}
        required
        aria-invalid={error !== null}
        aria-describedby={`${id}-hint ${id}-error`}
        onInput={(event) => {
          const text = event.currentTarget.value;
          setTyped(text);
          clearTimeout(pause.current);
          pause.current = setTimeout(() => commit(text), TYPING_PAUSE_MS);
        }}
        onBlur={() => commit(typed)}
      />
    </FieldFrame>
  );
}
