import { useId } from 'preact/hooks';
import { useI18n } from '../hooks/i18n-context.ts';
import { FieldFrame } from './FieldFrame.tsx';
import { type Save, useSave } from './use-save.ts';
import { useTyping } from './use-typing.ts';

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
  const { value, save, isSaved, failure } = useSave(props.value, props.onSave);

  const typing = useTyping((text) => {
    if (text === '') return `${t('channels.timeWrong', '22:00')} ${t('options.keptOld', value)}`;
    if (text !== value) void save(text);
    return null;
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
        type="time"
        class="number"
        value={typing.typed ?? value}
        required
        aria-invalid={typing.error !== null}
        aria-describedby={`${id}-hint ${id}-error`}
        onInput={(event) => typing.onInput(event.currentTarget.value)}
        onBlur={typing.commit}
      />
    </FieldFrame>
  );
}
