import { tinykeys } from 'tinykeys';

/**
 * The action of each key. Arrow keys and the like always work; single letters can be switched off.
 */
export interface KeyActions {
  /**
   * Keys of the list, by their name in tinykeys. They act while a row, or nothing, has the focus.
   */
  readonly list: Readonly<Record<string, () => void>>;
  /** Single characters. */
  readonly letters: Readonly<Record<string, () => void>>;
}

/** Keys that a focused control uses itself. */
const CONTROLS =
  'button:not(.row-face), select, input, textarea, summary, [role="tab"], [popover], dialog';

/**
 * Listens to the keyboard until the returned function is called. No key acts while the user types,
 * composes a character, or is in a menu or dialog.
 *
 * @param actions called at each key, so that the actions are current
 */
export function bindKeys(actions: () => KeyActions, hasLetters: () => boolean): () => void {
  const run = (pick: (from: KeyActions) => (() => void) | undefined) => (event: KeyboardEvent) => {
    const action = pick(actions());
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
  const { list, letters } = actions();
  const bindings = Object.fromEntries([
    ...Object.keys(list).map((key) => [key, run((from) => from.list[key])] as const),
    // The characters / and ? need the Shift key on some keyboards.
    ...Object.keys(letters).map(
      (key) =>
        [
          /^[/?]$/.test(key) ? `[Shift]+${key}` : key,
          run((from) => (hasLetters() ? from.letters[key] : undefined)),
        ] as const,
    ),
  ]);
  const ignore = (event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented) return true;
    const element = event.target instanceof Element ? event.target : null;
    if (element?.closest('input, textarea, select, [contenteditable], [popover], dialog'))
      return true;
    const isLetter = event.key.length === 1 && event.key !== ' ';
    return !isLetter && element?.closest(CONTROLS) !== null && element !== document.body;
  };
  return tinykeys(window, bindings, { ignore });
}
