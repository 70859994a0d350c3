import { useId, useRef, useState } from 'preact/hooks';
import { cleanText } from '../../utils/format/clean-text.ts';
import { useI18n } from '../hooks/i18n-context.ts';
import { FieldFrame } from './FieldFrame.tsx';
import { type Save, useSave } from './use-save.ts';

/** A value and its name for people. */
export interface NamedValue {
  readonly value: string;
  readonly name: string;
}

/**
 * A list of names out of many: each is chosen in a field that completes it, and removed by its own
 * button.
 */
export function NamesField(props: {
  readonly label: string;
  readonly hint: string;
  readonly value: readonly string[];
  readonly choices: readonly NamedValue[];
  readonly onSave: Save<readonly string[]>;
}) {
  const { t } = useI18n();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isUnknown, setIsUnknown] = useState(false);
  const { value, save, isSaved, failure } = useSave(props.value, props.onSave);
  // Names come from the platforms.
  const choices = props.choices.map(({ value, name }) => ({ value, name: cleanText(name) ?? '?' }));
  const nameOf = (chosen: string) =>
    choices.find((choice) => choice.value === chosen)?.name ?? cleanText(chosen) ?? '?';

  const add = () => {
    const typed = input.current?.value.trim() ?? '';
    if (typed === '') return;
    const found = choices.find(({ name }) => isSameName(name, typed));
    setIsUnknown(found === undefined);
    if (found === undefined) return;
    if (input.current !== null) input.current.value = '';
    if (!value.includes(found.value)) void save([...value, found.value]);
  };

  const remove = (chosen: string) => {
    void save(value.filter((each) => each !== chosen));
    // The button that had the focus goes.
    input.current?.focus();
  };

  return (
    <FieldFrame
      id={id}
      label={<label for={id}>{props.label}</label>}
      hint={props.hint}
      isSaved={isSaved}
      error={isUnknown ? t('channels.unknownChoice') : failure}
    >
      {value.length > 0 && (
        <ul class="names">
          {value.map((chosen) => (
            <li key={chosen} class="name">
              <bdi>{nameOf(chosen)}</bdi>
              <button
                type="button"
                aria-label={t('channels.remove', nameOf(chosen))}
                onClick={() => remove(chosen)}
              >
                <span aria-hidden="true">×</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class="key-entry">
        <input
          id={id}
          ref={input}
          type="text"
          list={`${id}-names`}
          autoComplete="off"
          aria-invalid={isUnknown}
          aria-describedby={`${id}-hint ${id}-error`}
          onInput={() => setIsUnknown(false)}
          onKeyDown={(event) => event.key === 'Enter' && add()}
        />
        <button class="button" type="button" onClick={add}>
          {t('channels.add')}
        </button>
      </div>
      <datalist id={`${id}-names`}>
        {choices
          .filter((choice) => !value.includes(choice.value))
          .map((choice) => (
            <option key={choice.value} value={choice.name} />
          ))}
      </datalist>
    </FieldFrame>
  );
}

function isSameName(name: string, typed: string): boolean {
  return (
    name.toLowerCase() === typed.toLowerCase() || name.toLowerCase() === `@${typed.toLowerCase()}`
  );
}
