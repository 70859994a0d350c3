import type { RefObject } from 'preact';
import { useI18n } from '../hooks/i18n-context.ts';

/** The entry of a secret in a form: a field that shows no character, its buttons, and a hint. */
export function SecretEntry(props: {
  /** The id of the field: `-hint` and `-error` added, those of the texts that describe it. */
  readonly id: string;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly label: string;
  readonly hint: string;
  /** The page where the secret is made. */
  readonly link: { readonly href: string; readonly text: string };
  readonly isInvalid: boolean;
  readonly submit: string;
  readonly isSubmitting?: boolean;
  readonly onInput?: () => void;
  readonly onPaste?: () => void;
  /** `null`: there is nothing to go back to. */
  readonly onCancel: (() => void) | null;
}) {
  const { t } = useI18n();
  const { id, link } = props;
  return (
    <>
      <label for={id}>{props.label}</label>
      <div class="key-entry">
        <input
          id={id}
          ref={props.input}
          type="password"
          autoComplete="off"
          spellcheck={false}
          aria-invalid={props.isInvalid}
          aria-describedby={`${id}-hint ${id}-error`}
          onInput={props.onInput}
          onPaste={props.onPaste}
        />
        <button class="button primary" type="submit" disabled={props.isSubmitting === true}>
          {props.submit}
        </button>
        {props.onCancel !== null && (
          <button class="button" type="button" onClick={props.onCancel}>
            {t('options.cancel')}
          </button>
        )}
      </div>
      <p id={`${id}-hint`} class="quiet hint">
        {props.hint}{' '}
        <a href={link.href} target="_blank" rel="noopener noreferrer">
          {link.text}
        </a>
      </p>
    </>
  );
}
