import { useEffect, useRef, useState } from 'preact/hooks';
import { isSameSetting } from '../../utils/settings/settings.ts';

/** Saves a value; returns the reason where that failed, else `null`. */
export type Save<T> = (value: T) => Promise<string | null>;

/** The time that "Saved" is shown beside a field, ms. */
const SAVED_SHOWN_MS = 2000;

/**
 * Saves the values of one field, and says how the last went: `isSaved` for two seconds, or the
 * reason of a failure until the next attempt.
 *
 * @returns `value`: the stored one, or at once the one chosen while that is on its way
 */
export function useSave<T>(stored: T, onSave: Save<T>) {
  const [isSaved, setIsSaved] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [chosen, setChosen] = useState<{ readonly value: T; readonly before: T } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const save = async (value: T) => {
    clearTimeout(timer.current);
    setIsSaved(false);
    setChosen({ value, before: stored });
    const reason = await onSave(value);
    setFailure(reason);
    if (reason !== null) {
      setChosen(null);
      return;
    }
    setIsSaved(true);
    timer.current = setTimeout(() => setIsSaved(false), SAVED_SHOWN_MS);
  };
  const isOnItsWay = chosen !== null && isSameSetting(chosen.before, stored);
  return { value: isOnItsWay ? chosen.value : stored, save, isSaved, failure };
}
