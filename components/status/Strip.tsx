import warning from 'virtual:lucide/triangle-alert';
import { Icon } from '../Icon.tsx';

/** One line about something unusual, with at most one thing to do about it. */
export interface StripContent {
  readonly text: string;
  /** Loud: the user must act. */
  readonly isLoud: boolean;
  readonly action: { readonly label: string; readonly onPress: (button: Element) => void } | null;
}

/** Shows a strip; loud ones interrupt a screen reader, others wait for a pause. */
export function Strip({ text, isLoud, action }: StripContent) {
  return (
    <div class={isLoud ? 'strip loud' : 'strip'} role={isLoud ? 'alert' : 'status'}>
      <Icon nodes={warning} />
      <span class="grow" title={text}>
        {text}
      </span>
      {action !== null && (
        <button class="link" type="button" onClick={(event) => action.onPress(event.currentTarget)}>
          {action.label}
        </button>
      )}
    </div>
  );
}
