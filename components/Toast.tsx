import { useI18n } from './hooks/i18n-context.ts';
import type { ToastContent } from './hooks/use-toast.ts';

/** A short message about an action, read aloud when it comes. */
export function Toast(props: { readonly toast: ToastContent | null; readonly onUndo: () => void }) {
  const { t } = useI18n();
  const { toast } = props;
  return (
    <div class="toasts" role="status">
      {toast !== null && (
        <div class="toast">
          <span class="grow">{toast.text}</span>
          {toast.canUndo && (
            <button class="link" type="button" onClick={props.onUndo}>
              {t('toast.undo')}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
