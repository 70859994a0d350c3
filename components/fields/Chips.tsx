import { useId } from 'preact/hooks';

/** A few choices side by side, as radio buttons. */
export function Chips<T extends string | number>(props: {
  /** The name of the group for those who do not see where it is. */
  readonly label: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  readonly onChoose: (value: T) => void;
}) {
  const name = useId();
  return (
    <div class="chips" role="radiogroup" aria-label={props.label}>
      {props.choices.map(({ value, label }) => (
        <label key={value} class="chip">
          <input
            type="radio"
            name={name}
            checked={value === props.value}
            onChange={() => props.onChoose(value)}
          />
          {label}
        </label>
      ))}
    </div>
  );
}
