import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/**
 * Makes the buttons of an element one tab stop: the arrow keys, Home and End move between them, in
 * their order on the page. Fields stay stops of their own.
 */
export function useRovingFocus(container: RefObject<HTMLElement | null>): void {
  // After every rendering: buttons come and go.
  useLayoutEffect(() => {
    const buttons = buttonsOf(container.current);
    const current =
      buttons.find((button) => button === document.activeElement) ??
      buttons.find(({ tabIndex }) => tabIndex === 0);
    setStop(buttons, current ?? buttons[0]);
  });
  useLayoutEffect(() => {
    const element = container.current;
    if (element === null) return;
    const onFocus = ({ target }: FocusEvent) => {
      const buttons = buttonsOf(element);
      const focused = buttons.find((button) => button === target);
      if (focused !== undefined) setStop(buttons, focused);
    };
    const onKey = (event: KeyboardEvent) => {
      const buttons = buttonsOf(element);
      const at = buttons.indexOf(event.target as HTMLButtonElement);
      const places: Readonly<Record<string, number>> = {
        ArrowDown: Math.min(at + 1, buttons.length - 1),
        ArrowUp: Math.max(at - 1, 0),
        Home: 0,
        End: buttons.length - 1,
      };
      const place = places[event.key];
      if (at < 0 || place === undefined) return;
      event.preventDefault();
      buttons[place]?.focus();
    };
    element.addEventListener('focusin', onFocus);
    element.addEventListener('keydown', onKey);
    return () => {
      element.removeEventListener('focusin', onFocus);
      element.removeEventListener('keydown', onKey);
    };
  }, [container]);
}

function buttonsOf(element: HTMLElement | null): HTMLButtonElement[] {
  return [...(element?.querySelectorAll('button') ?? [])];
}

function setStop(buttons: readonly HTMLButtonElement[], stop: HTMLButtonElement | undefined): void {
  for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
}
