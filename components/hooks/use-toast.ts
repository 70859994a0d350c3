import { useCallback, useRef, useState } from 'preact/hooks';

/** A short message about an action. */
export interface ToastContent {
  readonly text: string;
  readonly canUndo: boolean;
  /** Takes back another action than the last one of the marks. */
  readonly undo?: () => void;
}

/** The duration of a toast, ms. */
const TOAST_MS = 6000;

/** Shows one toast at a time, each for six seconds. */
export function useToast(): {
  readonly toast: ToastContent | null;
  readonly show: (content: ToastContent | null) => void;
} {
  const [toast, setToast] = useState<ToastContent | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const show = useCallback((content: ToastContent | null) => {
    clearTimeout(timer.current);
    setToast(content);
    if (content !== null) timer.current = setTimeout(() => setToast(null), TOAST_MS);
  }, []);
  return { toast, show };
}
