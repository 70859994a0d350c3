import filterIcon from 'virtual:lucide/list-filter';
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import { NarrowingFields } from '../../../components/fields/NarrowingFields.tsx';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { Icon } from '../../../components/Icon.tsx';
import { FILTERS, NO_FILTERS, type PostFilters } from '../../../utils/state/popup-view.ts';
import { useFullView } from '../full-view-context.ts';
import { GroupButton, GroupList } from './GroupList.tsx';
import './groups.css';
import { SavedFilters } from './SavedFilters.tsx';
import { useGroups } from './use-groups.ts';
import { useRovingFocus } from './use-roving-focus.ts';

/** Where the column has no room beside the table, it is behind a button. */
const NARROW = '(max-width: 760px)';

/**
 * The groups of the posts as filters, each with its numbers of breakouts and posts, the saved
 * filters, and the filters by followers and words.
 */
export function GroupsColumn() {
  const { t, now } = useI18n();
  const { state, change, rows, page } = useFullView();
  const isNarrow = useMediaQuery(NARROW);
  const [isOpen, setIsOpen] = useState(false);
  const panel = useId();
  const container = useRef<HTMLDivElement>(null);
  useRovingFocus(container);
  const columns = rows?.columns ?? null;
  const counted = useGroups(columns, page.marks, now);
  const accountNames = useMemo(
    () =>
      new Map(columns?.accounts.map(({ accountKey, accountName }) => [accountKey, accountName])),
    [columns],
  );
  const { filters } = state;
  const filterBy = (changes: Partial<PostFilters>) =>
    change({ filters: { ...filters, ...changes } });
  const active = Object.values(filters).filter((value) => value !== null).length;
  const isHidden = isNarrow && !isOpen;
  return (
    <>
      {isNarrow && (
        <button
          class={active > 0 ? 'groups-menu filtered' : 'groups-menu'}
          type="button"
          aria-expanded={isOpen}
          aria-controls={panel}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Icon nodes={filterIcon} />
          {t('groups.menu')}
          {active > 0 && <span class="pill">{active}</span>}
        </button>
      )}
      <div id={panel} ref={container} class="groups-panel" hidden={isHidden}>
        <SavedFilters accountName={(key) => accountNames.get(key) ?? null} />
        <ul>
          <li>
            <GroupButton
              name={t('groups.all')}
              counts={counted?.all ?? null}
              isChosen={active === 0}
              onClick={() => change({ filters: NO_FILTERS })}
            />
          </li>
        </ul>
        {FILTERS.map((filter) => {
          const groups = counted?.groups[filter] ?? [];
          return groups.length > 1 || filters[filter] !== null ? (
            <GroupList
              key={filter}
              filter={filter}
              groups={groups}
              chosen={filters[filter]}
              onChoose={(value) => filterBy({ [filter]: value })}
            />
          ) : null;
        })}
        <section class="narrowing" aria-label={t('groups.narrow')}>
          <h2>{t('groups.narrow')}</h2>
          <NarrowingFields filters={filters} onChange={filterBy} />
        </section>
      </div>
    </>
  );
}

function useMediaQuery(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const update = () => setMatches(list.matches);
    list.addEventListener('change', update);
    return () => list.removeEventListener('change', update);
  }, [query]);
  return matches;
}
