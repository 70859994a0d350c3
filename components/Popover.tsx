import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** The distance from the edges of the window, pixels. */
const MARGIN = 8;

/**
 * A panel above the page, next to the control that opened it. A click elsewhere closes it; the
 * browser then returns the focus. At first the focus is on its first control.
 */
export function Popover(props: {
  readonly anchor: Element;
  readonly label: string;
  readonly role: 'menu' | 'dialog';
  readonly class?: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}) {
  const panel = useRef<HTMLDivElement>(null);
  const latest = useRef(props.onClose);
  latest.current = props.onClose;
  useLayoutEffect(() => {
    const element = panel.current as HTMLDivElement;
    element.showPopover();
    place(element, props.anchor);
    const preferred =
      element.querySelector<HTMLElement>('[data-first], input:checked') ?? firstControl(element);
    (preferred ?? element).focus();
    const onToggle = (event: Event) => {
      if ((event as ToggleEvent).newState === 'closed') latest.current();
    };
    element.addEventListener('toggle', onToggle);
    return () => {
      element.removeEventListener('toggle', onToggle);
      if (element.matches(':popover-open')) element.hidePopover();
    };
  }, [props.anchor]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its role is a menu's or a dialog's
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take a name
    <div
      ref={panel}
      class={`popover ${props.class ?? ''}`}
      popover="auto"
      role={props.role}
      aria-label={props.label}
      tabIndex={-1}
      onKeyDown={props.role === 'menu' ? moveInMenu : undefined}
    >
      {props.children}
    </div>
  );
}

/** A choice in a menu. */
export function MenuItem(props: {
  readonly onChoose: () => void;
  readonly isDisabled?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <button
      class="menu-item"
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={props.isDisabled === true ? true : undefined}
      onClick={() => props.isDisabled !== true && props.onChoose()}
    >
      {props.children}
    </button>
  );
}

function firstControl(element: HTMLElement): HTMLElement | null {
  return element.querySelector('button, input, select, a[href]');
}

/**
 * Places a panel below its anchor, or above it where there is more room, within the window; both
 * end at the same edge.
 */
function place(panel: HTMLElement, anchor: Element): void {
  const box = anchor.getBoundingClientRect();
  const below = window.innerHeight - box.bottom - MARGIN;
  const above = box.top - MARGIN;
  const isBelow = panel.offsetHeight <= below || below >= above;
  panel.style.maxHeight = `${Math.max(isBelow ? below : above, 120)}px`;
  const isRightToLeft = getComputedStyle(panel).direction === 'rtl';
  const left = Math.min(
    Math.max(isRightToLeft ? box.left : box.right - panel.offsetWidth, MARGIN),
    window.innerWidth - panel.offsetWidth - MARGIN,
  );
  panel.style.left = `${Math.max(left, 0)}px`;
  const top = isBelow ? box.bottom + 4 : box.top - panel.offsetHeight - 4;
  panel.style.top = `${Math.max(top, MARGIN)}px`;
}

function moveInMenu(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
  const current = items.indexOf(document.activeElement as HTMLElement);
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: (current + 1) % items.length,
    ArrowUp: (current - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const target = targets[event.key];
  if (target === undefined) return;
  event.preventDefault();
  items[target]?.focus();
}
