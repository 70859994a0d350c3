import { useId, useState } from 'preact/hooks';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { PlatformIcon } from '../../../components/posts/PlatformIcon.tsx';
import { cleanText } from '../../../utils/format/clean-text.ts';
import { formatCount } from '../../../utils/format/count.ts';
import { foldText } from '../../../utils/format/fold-text.ts';
import { platformName } from '../../../utils/messages/platform-name.ts';
import { accountLabel } from '../../../utils/messages/row-messages.ts';
import type { Translate } from '../../../utils/messages/translate.ts';
import type { Group } from '../../../utils/post-table/group-counts.ts';
import type { Filter } from '../../../utils/state/popup-view.ts';

/** The groups that a list shows without a search: more are found by typing. */
const SHOWN_GROUPS = 12;
/** The most that a search shows. */
const MAX_FOUND = 50;

/** The groups of one filter, each a button with its number of breakouts and of posts. */
export function GroupList(props: {
  readonly filter: Filter;
  readonly groups: readonly Group[];
  /** The value that is filtered by; `null`: none. */
  readonly chosen: string | null;
  readonly onChoose: (value: string | null) => void;
}) {
  const { t } = useI18n();
  const { filter, groups, chosen, onChoose } = props;
  const [search, setSearch] = useState('');
  const heading = useId();
  const { shown, more } = shownGroups(groups, search, chosen);
  const title = t(`groups.${filter}`);
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      {groups.length > SHOWN_GROUPS && (
        <input
          class="find-group"
          type="search"
          aria-label={t('groups.find', title)}
          placeholder={t('groups.find', title)}
          autoComplete="off"
          spellcheck={false}
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <ul>
        {shown.map((group) => (
          <li key={group.value}>
            <GroupButton
              name={nameOf(group, filter, t)}
              platform={group.platform}
              counts={group}
              isChosen={group.value === chosen}
              onClick={() => onChoose(group.value === chosen ? null : group.value)}
            />
          </li>
        ))}
      </ul>
      {more > 0 && <MoreGroups count={more} />}
    </section>
  );
}

/** A group or all posts, as a button with the numbers of breakouts and posts. */
export function GroupButton(props: {
  readonly name: string;
  /** Of an account: the same name may be on several platforms. */
  readonly platform?: string | null;
  readonly counts: Pick<Group, 'posts' | 'breakouts'> | null;
  readonly isChosen: boolean;
  readonly onClick: () => void;
}) {
  const { t, locale } = useI18n();
  const { counts } = props;
  const words =
    counts === null
      ? null
      : [
          t.plural('view.breakouts', counts.breakouts, formatCount(counts.breakouts, locale)),
          t.plural('groups.posts', counts.posts, formatCount(counts.posts, locale)),
        ].join(', ');
  return (
    <button
      class="group"
      type="button"
      aria-pressed={props.isChosen}
      title={words === null ? undefined : `${props.name}: ${words}`}
      onClick={props.onClick}
    >
      {props.platform != null && <PlatformIcon platform={props.platform} />}
      <bdi class="grow">{props.name}</bdi>
      {counts !== null && (
        <>
          <span class="visually-hidden">{words}</span>
          {counts.breakouts > 0 && (
            <b aria-hidden="true">{formatCount(counts.breakouts, locale)}</b>
          )}
          <span class="quiet" aria-hidden="true">
            {formatCount(counts.posts, locale)}
          </span>
        </>
      )}
    </button>
  );
}

function MoreGroups({ count }: { readonly count: number }) {
  const { t, locale } = useI18n();
  return <p class="quiet more">{t.plural('groups.more', count, formatCount(count, locale))}</p>;
}

function nameOf({ name, value }: Group, filter: Filter, t: Translate): string {
  if (filter === 'platform') return platformName(value, t);
  return filter === 'accountKey' ? accountLabel(name, t) : (cleanText(name) ?? '?');
}

/** Returns the first groups, or those that a search finds, and how many others there are. */
function shownGroups(groups: readonly Group[], search: string, chosen: string | null) {
  const wanted = foldText(search).replace(/^@/, '').trim();
  if (wanted === '') {
    const first = groups.slice(0, SHOWN_GROUPS);
    const others = groups.slice(SHOWN_GROUPS).filter(({ value }) => value === chosen);
    const shown = [...first, ...others];
    return { shown, more: groups.length - shown.length };
  }
  const found = groups.filter(({ name }) => foldText(name ?? '').includes(wanted));
  return { shown: found.slice(0, MAX_FOUND), more: Math.max(0, found.length - MAX_FOUND) };
}
