import { useId, useState } from 'preact/hooks';
import { useI18n } from '../hooks/i18n-context.ts';
import { type Save, useSave } from './use-save.ts';

/** Any number of a few choices that are all visible; saved as soon as one changes. */
export function CheckboxesField<T extends string | number>(props: {
  readonly label: string;
  readonly hint: string;
  readonly value: readonly T[];
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  /** True if one choice must stay; `hint` says so. */
  readonly needsOne?: boolean;
  readonly onSave: Save<readonly T[]>;
}) {
  const { t } = useI18n();
  const id = useId();
  const [isEmpty, setIsEmpty] = useState(false);
  const { value, save, isSaved, failure } = useSave(props.value, props.onSave);
  const toggle = (choice: T, isChosen: boolean) => {
    const chosen = props.choices
      .map((each) => each.value)
      .filter((each) => (each === choice ? isChosen : value.includes(each)));
    const isRefused = props.needsOne === true && chosen.length === 0;
    setIsEmpty(isRefused);
    if (!isRefused) void save(chosen);
  };
  return (
    <fieldset class="field" aria-describedby={`${id}-hint ${id}-error`}>
      <div class="field-head">
        <legend>{props.label}</legend>
        <span class="saved" role="status">
          {isSaved && t('options.saved')}
        </span>
      </div>
      <div class="chips">
        {props.choices.map((choice) => (
          <label key={choice.value} class="chip">
            <input
              type="checkbox"
              checked={value.includes(choice.value)}
              onClick={(event) => {
                const isChosen = event.currentTarget.checked;
                // The last one stays chosen.
                if (!isChosen && props.needsOne === true && value.length === 1)
                  event.preventDefault();
                toggle(choice.value, isChosen);
              }}
            />
            {choice.label}
          </label>
        ))}
      </div>
      <p id={`${id}-hint`} class="quiet hint">
        {!isEmpty && props.hint}
      </p>
      <p id={`${id}-error`} class="error" role="alert">
        {isEmpty ? props.hint : failure}
      </p>
    </fieldset>
  );
}
