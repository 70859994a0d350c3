import { useEffect, useRef, useState } from 'preact/hooks';

/** Typing has ended after a pause of this length, ms. */
const TYPING_PAUSE_MS = 800;

/**
 * Keeps what is typed into a field until it is saved: after a pause in typing, or by `commit`.
 *
 * @param saveText returns the reason why a text cannot be saved; `null`: it is saved
 * @returns `typed`: `null` while the field shows the saved value
 */
export function useTyping(saveText: (text: string) => string | null) {
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(pause.current), []);
  const commit = (text: string | null) => {
    clearTimeout(pause.current);
    if (text === null) return;
    const reason = saveText(text);
    setError(reason);
    if (reason === null) setTyped(null);
  };
  return {
    typed,
    error,
    onInput: (text: string) => {
      setTyped(text);
      clearTimeout(pause.current);
      pause.current = setTimeout(() => commit(text), TYPING_PAUSE_MS);
    },
    commit: () => commit(typed),
    discard: () => {
      clearTimeout(pause.current);
      setTyped(null);
      setError(null);
    },
  };
}
