import { useId } from 'preact/hooks';

/** A setting that is on or off, saved as soon as it changes. */
export function ToggleField(props: {
  readonly label: string;
  readonly hint: string;
  readonly value: boolean;
  readonly onSave: (value: boolean) => void;
}) {
  const id = useId();
  return (
    <div class="field">
      <label class="toggle" for={id}>
        <input
          id={id}
          type="checkbox"
          checked={props.value}
          aria-describedby={`${id}-hint`}
          onChange={(event) => props.onSave(event.currentTarget.checked)}
        />
        {props.label}
      </label>
      <p id={`${id}-hint`} class="quiet hint">
        {props.hint}
      </p>
    </div>
  );
}
