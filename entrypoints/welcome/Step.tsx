import check from 'virtual:lucide/check';
import type { ComponentChildren, RefObject } from 'preact';
import { Icon } from '../../components/Icon.tsx';
import { translate } from '../../utils/browser/translate.ts';

const t = translate;

/** A step of the welcome page; closed until it is its turn. */
export function Step(props: {
  readonly number: number;
  readonly title: string;
  readonly isDone: boolean;
  readonly isOpen: boolean;
  readonly heading: RefObject<HTMLHeadingElement | null> | null;
  readonly children: ComponentChildren;
}) {
  const { isDone, isOpen } = props;
  return (
    <li class={isOpen ? 'step open' : 'step'} aria-current={isOpen && !isDone ? 'step' : undefined}>
      <span class={isDone ? 'step-mark done' : 'step-mark'} aria-hidden="true">
        {isDone ? <Icon nodes={check} /> : t('welcome.stepNumber', props.number)}
      </span>
      <h2 ref={props.heading} tabIndex={-1}>
        {props.title}
        {isDone && <span class="visually-hidden"> ({t('welcome.done')})</span>}
      </h2>
      {isOpen && <div class="step-body">{props.children}</div>}
    </li>
  );
}
