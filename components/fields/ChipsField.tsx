import { useId } from 'preact/hooks';
import { Chips } from './Chips.tsx';
import { FieldFrame } from './FieldFrame.tsx';
import { type Save, useSave } from './use-save.ts';

/** One of a few choices that are all visible; saved as soon as it is made. */
export function ChipsField<T extends string>(props: {
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
      label={<span class="label">{props.label}</span>}
      hint={props.hint}
      isSaved={isSaved}
      error={failure}
    >
      <Chips
        label={props.label}
        value={value}
        choices={props.choices}
        onChoose={(chosen) => void save(chosen)}
      />
    </FieldFrame>
  );
}
