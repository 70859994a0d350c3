import pencil from 'virtual:lucide/pencil';
import trash from 'virtual:lucide/trash';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { IconButton } from '../../../components/IconButton.tsx';
import { cleanText } from '../../../utils/format/clean-text.ts';
import { formatCount } from '../../../utils/format/count.ts';
import { filterWords } from '../../../utils/messages/filter-words.ts';
import { countFilters } from '../../../utils/state/popup-view.ts';
import {
  MAX_FILTER_NAME_LENGTH,
  MAX_SAVED_FILTERS,
  type SavedFilter,
  type SavedFilterCommand,
} from '../../../utils/state/saved-filters.ts';
import { useFullView } from '../full-view-context.ts';
import { changeSavedFilters } from './change-saved-filters.ts';
import { GroupButton } from './GroupList.tsx';

/** The filters that the user has named: to apply, save, rename and delete. */
export function SavedFilters(props: {
  /** The user name behind an account key; `null`: not known. */
  readonly accountName: (accountKey: string) => string | null;
}) {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const { state, change, page, show } = useFullView();
  /** The filter that is being named: `null` for a new one; `undefined`: none. */
  const [named, setNamed] = useState<SavedFilter | null | undefined>(undefined);
  const heading = useId();
  const saved = page.savedFilters;
  const { filters, search, windowDays } = state;
  const isNarrowed = search.trim() !== '' || countFilters(filters) > 0;
  const isChosen = (filter: SavedFilter) => choiceOf(filter) === choiceOf(state);
  const canSave = isNarrowed && saved.length < MAX_SAVED_FILTERS && !saved.some(isChosen);
  if (saved.length === 0 && !canSave) return null;
  const send = (command: SavedFilterCommand, done: string) => {
    setNamed(undefined);
    changeSavedFilters(saved, command, done, { t, show });
  };
  const suggestion = [
    ...filterWords(filters, search, props.accountName, i18n),
    ...(windowDays === null ? [] : [t.plural('days', windowDays, formatCount(windowDays, locale))]),
  ]
    .join(', ')
    .slice(0, MAX_FILTER_NAME_LENGTH);
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>{t('groups.saved')}</h2>
      <ul>
        {saved.map((filter) => {
          const name = cleanText(filter.name) ?? '?';
          return (
            <li key={filter.id} class="saved-filter">
              {named?.id === filter.id ? (
                <NameField
                  initial={filter.name}
                  onCancel={() => setNamed(undefined)}
                  onSave={(next) =>
                    send(
                      { type: 'save-filter', filter: { ...filter, name: next }, place: null },
                      t('groups.renamed', next),
                    )
                  }
                />
              ) : (
                <>
                  <GroupButton
                    name={name}
                    counts={null}
                    isChosen={isChosen(filter)}
                    onClick={() =>
                      change({
                        filters: filter.filters,
                        search: filter.search,
                        windowDays: filter.windowDays,
                      })
                    }
                  />
                  <IconButton
                    name={t('groups.rename', name)}
                    nodes={pencil}
                    onClick={() => setNamed(filter)}
                  />
                  <IconButton
                    name={t('groups.remove', name)}
                    nodes={trash}
                    onClick={() =>
                      send({ type: 'delete-filter', id: filter.id }, t('groups.removed', name))
                    }
                  />
                </>
              )}
            </li>
          );
        })}
      </ul>
      {named === null ? (
        <NameField
          initial={suggestion}
          onCancel={() => setNamed(undefined)}
          onSave={(name) =>
            send(
              {
                type: 'save-filter',
                filter: { id: crypto.randomUUID(), name, windowDays, filters, search },
                place: null,
              },
              t('groups.savedDone', name),
            )
          }
        />
      ) : (
        canSave && (
          <button class="group save" type="button" onClick={() => setNamed(null)}>
            {t('groups.save')}
          </button>
        )
      )}
    </section>
  );
}

/** Writes the choices of a saved filter, or of the page, as a text that can be compared. */
function choiceOf({
  filters,
  search,
  windowDays,
}: Pick<SavedFilter, 'filters' | 'search' | 'windowDays'>): string {
  return JSON.stringify([filters, search.trim(), windowDays]);
}

/** Asks for the name of a filter. Escape cancels. */
function NameField(props: {
  readonly initial: string;
  readonly onSave: (name: string) => void;
  readonly onCancel: () => void;
}) {
  const { t } = useI18n();
  const [name, setName] = useState(props.initial);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.select(), []);
  return (
    <form
      class="name-filter"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') props.onSave(name.trim());
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.isComposing) return;
        event.stopPropagation();
        props.onCancel();
      }}
    >
      <input
        ref={field}
        type="text"
        aria-label={t('groups.name')}
        maxLength={MAX_FILTER_NAME_LENGTH}
        autoComplete="off"
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <span class="buttons">
        <button class="button primary" type="submit" disabled={name.trim() === ''}>
          {t('groups.confirm')}
        </button>
        <button class="button" type="button" onClick={props.onCancel}>
          {t('options.cancel')}
        </button>
      </span>
    </form>
  );
}
