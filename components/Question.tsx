import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { useI18n } from './hooks/i18n-context.ts';

/** A question inside the page that has to be answered first; Escape cancels. */
export function Question(props: {
  readonly text: string;
  readonly yes: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}) {
  const { t } = useI18n();
  const id = useId();
  const cancel = useRef<HTMLButtonElement>(null);
  // Enter gives the answer that changes nothing.
  useLayoutEffect(() => cancel.current?.focus(), []);
  return (
    <div
      class="notice warn"
      role="alertdialog"
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.onNo();
      }}
    >
      <p id={id}>{props.text}</p>
      <p class="buttons">
        <button class="button danger" type="button" onClick={props.onYes}>
          {props.yes}
        </button>
        <button ref={cancel} class="button" type="button" onClick={props.onNo}>
          {t('options.cancel')}
        </button>
      </p>
    </div>
  );
}
