import { useEffect, useState } from 'preact/hooks';
import { sendCommand } from '../../../utils/browser/send-command.ts';
import type { FullViewColumn } from '../../../utils/state/full-view-state.ts';
import { hiddenColumnsValue } from '../../../utils/storage/page-values.ts';

/**
 * Returns the columns that the user has hidden, and a function that hides others instead; `null`
 * until they are read.
 *
 * @param onFailure called when the change could not be stored
 */
export function useHiddenColumns(onFailure: () => void): {
  readonly hidden: readonly FullViewColumn[];
  hide(columns: readonly FullViewColumn[]): void;
} | null {
  const [hidden, setHidden] = useState<readonly FullViewColumn[] | null>(null);
  useEffect(() => {
    const stop = hiddenColumnsValue.watch(setHidden);
    // A table that shows every column is better than none.
    hiddenColumnsValue.read().then(setHidden, () => setHidden([]));
    return stop;
  }, []);
  if (hidden === null) return null;
  return {
    hidden,
    hide(columns) {
      setHidden(columns);
      sendCommand({ type: 'hide-columns', columns: [...columns] }).catch(() => {
        setHidden(hidden);
        onFailure();
      });
    },
  };
}
