import type { ComponentChildren } from 'preact';
import { useI18n } from '../hooks/i18n-context.ts';

/** The texts around a field: "Saved" beside its name, what it does below, and what is wrong. */
export function FieldFrame(props: {
  /** The id of the control: `-hint` and `-error` added, those of the texts that describe it. */
  readonly id: string;
  readonly label: ComponentChildren;
  readonly hint: string;
  readonly isSaved: boolean;
  readonly error: string | null;
  readonly children?: ComponentChildren;
}) {
  const { t } = useI18n();
  const { id } = props;
  return (
    <div class="field">
      <div class="field-head">
        {props.label}
        <span class="saved" role="status">
          {props.isSaved && t('options.saved')}
        </span>
      </div>
      {props.children}
      <p id={`${id}-hint`} class="quiet hint">
        {props.hint}
      </p>
      <p id={`${id}-error`} class="error" role="alert">
        {props.error}
      </p>
    </div>
  );
}
