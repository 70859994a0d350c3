import find from 'virtual:lucide/search';
import type { ComponentChildren, RefObject } from 'preact';
import { useI18n } from './hooks/i18n-context.ts';
import { Icon } from './Icon.tsx';

/** A field that searches posts by account, creator and caption. */
export function SearchInput(props: {
  readonly search: string;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onSearch: (search: string) => void;
  /** A button after the field. */
  readonly children?: ComponentChildren;
}) {
  const { t } = useI18n();
  return (
    <div class="search">
      <Icon nodes={find} />
      <input
        ref={props.field}
        type="search"
        aria-label={t('popup.search')}
        placeholder={t('popup.searchHint')}
        autoComplete="off"
        spellcheck={false}
        value={props.search}
        onInput={(event) => props.onSearch(event.currentTarget.value)}
      />
      {props.children}
    </div>
  );
}
