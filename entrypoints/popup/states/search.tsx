import close from 'virtual:lucide/x';
import type { RefObject } from 'preact';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { IconButton } from '../../../components/IconButton.tsx';
import { SearchInput } from '../../../components/SearchInput.tsx';
import type { RankedPost } from '../../../utils/breakouts/output/ranked-post.ts';
import { cleanText } from '../../../utils/format/clean-text.ts';
import { foldText } from '../../../utils/format/fold-text.ts';
import type { PostFilters } from '../../../utils/state/popup-view.ts';
import { createFilterTest } from '../../../utils/state/post-filter-test.ts';

export { Highlighted } from '../../../components/posts/Highlighted.tsx';

const folded = new WeakMap<RankedPost, string>();

/** The last search, and the posts found not to match it. A test is used until the next is made. */
let last = { wanted: '', misses: new Set<RankedPost>() };

/**
 * Creates a predicate for posts that match a search by account, creator or caption, and the filters
 * by followers and words; `null` where all do.
 */
export function matcherOf(
  search: string,
  filters: PostFilters,
): ((post: RankedPost) => boolean) | null {
  const wanted = foldText(search).trim();
  const isLeft = createFilterTest(filters);
  if (wanted === '') return isLeft;
  // What does not match `bre` does not match `bread`: with each key there is less to look through.
  const isNarrower = last.wanted !== '' && wanted.includes(last.wanted);
  const misses = isNarrower ? last.misses : new Set<RankedPost>();
  last = { wanted, misses };
  return (post) => {
    if (misses.has(post)) return false;
    const isMatch = searchText(post).includes(wanted);
    if (!isMatch) misses.add(post);
    return isMatch && (isLeft?.(post) ?? true);
  };
}

/** Text that has nothing to clean and only its case to fold, which is many times as fast. */
const IS_PLAIN = /^[\n -~]*$/;

/** The text of a post that a search looks through, folded once per post. */
function searchText(post: RankedPost): string {
  const known = folded.get(post);
  if (known !== undefined) return known;
  const text = [post.accountName, post.creatorName, post.caption].join('\n');
  const made = IS_PLAIN.test(text) ? text.toLowerCase() : foldText(cleanText(text) ?? '');
  folded.set(post, made);
  return made;
}

/**
 * Folds the text of posts ahead, a few at a time while the browser is idle, so that the first key
 * is as quick as the others.
 */
export function foldAhead(posts: readonly RankedPost[]): () => void {
  let next = 0;
  const work = (deadline: IdleDeadline) => {
    while (next < posts.length && deadline.timeRemaining() > 2)
      searchText(posts[next++] as RankedPost);
    if (next < posts.length) handle = requestIdleCallback(work);
  };
  let handle = requestIdleCallback(work);
  return () => cancelIdleCallback(handle);
}

/** The search field, in the place of the popup's name. */
export function SearchField(props: {
  readonly search: string;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onSearch: (search: string | null) => void;
}) {
  const { t } = useI18n();
  return (
    <SearchInput search={props.search} field={props.field} onSearch={props.onSearch}>
      <IconButton
        name={t('popup.clearSearch')}
        nodes={close}
        onClick={() => props.onSearch(null)}
      />
    </SearchInput>
  );
}
