import { useState } from 'preact/hooks';

/** Keeps which menu is open, with the button that opened it. */
export function useMenu<Name extends string>() {
  const [open, setOpen] = useState<{ readonly name: Name; readonly anchor: Element } | null>(null);
  return {
    open,
    close: () => setOpen(null),
    /** The properties of the button that opens a menu. */
    opener: (name: Name) => ({
      'aria-haspopup': 'menu' as const,
      'aria-expanded': open?.name === name,
      onClick: (event: { readonly currentTarget: Element }) =>
        setOpen({ name, anchor: event.currentTarget }),
    }),
    /** Makes an action that closes the menu first, so that the focus is back on its button. */
    act: (action: () => void) => () => {
      setOpen(null);
      action();
    },
  };
}
