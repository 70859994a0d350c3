import { useEffect, useState } from 'preact/hooks';
import { useI18n } from './hooks/i18n-context.ts';

/** A short message about an action. */
export interface ToastContent {
  readonly text: string;
  readonly canUndo: boolean;
  /** Takes back another action than the last one of the marks. */
  readonly undo?: () => void;
}

/** The duration of a toast that has neither pointer nor focus, ms. */
const TOAST_MS = 6000;

/** A short message about an action, read aloud when it comes. It ends by itself. */
export function Toast(props: {
  readonly toast: ToastContent | null;
  readonly onUndo: () => void;
  readonly onEnd: () => void;
}) {
  const { toast, onUndo, onEnd } = props;
  return (
    <div class="toasts" role="status">
      {toast !== null && <ToastBody toast={toast} onUndo={onUndo} onEnd={onEnd} />}
    </div>
  );
}

/** The message. It stays while the pointer or the focus is on it (WCAG 2.2.1). */
function ToastBody(props: {
  readonly toast: ToastContent;
  readonly onUndo: () => void;
  readonly onEnd: () => void;
}) {
  const { t } = useI18n();
  const { toast } = props;
  const [hasPointer, setHasPointer] = useState(false);
  const [hasFocus, setHasFocus] = useState(false);
  const isHeld = hasPointer || hasFocus;
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(props.onEnd, TOAST_MS);
    return () => clearTimeout(timer);
  }, [toast, isHeld]);
  // The second click of a double click would take back another action.
  const onClick = ({ detail }: MouseEvent) => detail < 2 && props.onUndo();
  return (
    <div
      class="toast"
      onPointerEnter={() => setHasPointer(true)}
      onPointerLeave={() => setHasPointer(false)}
      onFocusIn={() => setHasFocus(true)}
      onFocusOut={() => setHasFocus(false)}
    >
      <span class="grow">{toast.text}</span>
      {toast.canUndo && (
        <button class="link" type="button" onClick={onClick}>
          {t('toast.undo')}
        </button>
      )}
    </div>
  );
}
