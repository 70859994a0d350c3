import close from 'virtual:lucide/x';
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { useI18n } from './hooks/i18n-context.ts';
import { IconButton } from './IconButton.tsx';

/** A modal dialog. The browser returns the focus when it closes. */
export function Dialog(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}) {
  const { t } = useI18n();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current as HTMLDialogElement;
    const before = document.activeElement as HTMLElement | null;
    element.showModal();
    return () => {
      element.close();
      before?.focus({ preventScroll: true });
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it; the click is outside
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      onClick={(event) => event.target === event.currentTarget && props.onClose()}
    >
      <div class="dialog-head">
        <h2 id={id}>{props.title}</h2>
        <IconButton name={t('popup.close')} nodes={close} onClick={props.onClose} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so WCAG 2.1.1 wants it */}
      <div class="dialog-body" tabIndex={0}>
        {props.children}
      </div>
    </dialog>
  );
}
