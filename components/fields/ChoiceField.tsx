import { useId } from 'preact/hooks';
import { FieldFrame } from './FieldFrame.tsx';
import { type Save, useSave } from './use-save.ts';

/** One of a few choices; saved as soon as it is made. */
export function ChoiceField<T extends string>(props: {
  readonly label: string;
  readonly hint: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  readonly onSave: Save<T>;
}) {
  const id = useId();
  const { value, save, isSaved, failure } = useSave(props.value, props.onSave);
  return (
    <FieldFrame
      id={id}
      label={<label for={id}>{props.label}</label>}
      hint={props.hint}
      isSaved={isSaved}
      error={failure}
    >
      <select
        id={id}
        value={value}
        aria-describedby={`${id}-hint ${id}-error`}
        onChange={(event) => {
          const chosen = props.choices.find((choice) => choice.value === event.currentTarget.value);
          if (chosen !== undefined) void save(chosen.value);
        }}
      >
        {props.choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
