import { useId } from 'preact/hooks';
import { FieldFrame } from './FieldFrame.tsx';
import { type Save, useSave } from './use-save.ts';

/** A setting that is on or off, saved as soon as it changes. */
export function ToggleField(props: {
  readonly label: string;
  readonly hint: string;
  readonly value: boolean;
  readonly onSave: Save<boolean>;
}) {
  const id = useId();
  const { value, save, isSaved, failure } = useSave(props.value, props.onSave);
  return (
    <FieldFrame
      id={id}
      label={
        <label class="toggle" for={id}>
          <input
            id={id}
            type="checkbox"
            checked={value}
            aria-describedby={`${id}-hint ${id}-error`}
            onChange={(event) => void save(event.currentTarget.checked)}
          />
          {props.label}
        </label>
      }
      hint={props.hint}
      isSaved={isSaved}
      error={failure}
    />
  );
}
