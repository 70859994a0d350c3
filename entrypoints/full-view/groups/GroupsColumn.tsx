import { useMemo, useRef } from 'preact/hooks';
import { NarrowingFields } from '../../../components/fields/NarrowingFields.tsx';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import {
  countFilters,
  FILTERS,
  NO_FILTERS,
  type PostFilters,
} from '../../../utils/state/popup-view.ts';
import { useFullView } from '../full-view-context.ts';
import { GroupButton, GroupList } from './GroupList.tsx';
import './groups.css';
import { SavedFilters } from './SavedFilters.tsx';
import { useGroups } from './use-groups.ts';
import { useRovingFocus } from './use-roving-focus.ts';

/**
 * The groups of the posts as filters, each with its numbers of breakouts and posts, the saved
 * filters, and the filters by followers and words.
 */
export function GroupsColumn() {
  const { t, now } = useI18n();
  const { state, change, rows, page } = useFullView();
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
  return (
    <div ref={container} class="groups-panel">
      <SavedFilters accountName={(key) => accountNames.get(key) ?? null} />
      <ul>
        <li>
          <GroupButton
            name={t('view.clear')}
            counts={counted?.all ?? null}
            isChosen={countFilters(filters) === 0}
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
  );
}
