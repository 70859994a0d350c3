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

/** The texts of a ranking's posts that a search looks through, case and accents folded. */
interface SearchTexts {
  /** One for each post, in their order, as far as they are folded. */
  readonly folded: string[];
  /** All of them, and the place where each begins: a search is one run through one string. */
  joined: { readonly text: string; readonly starts: readonly number[] } | null;
}

const textsOf = new WeakMap<readonly RankedPost[], SearchTexts>();

/** A character that nobody searches for, between the texts of two posts. */
const END = '\0';

/**
 * Creates a predicate for posts that match a search by account, creator or caption, and the filters
 * by followers and words; `null` where all do.
 *
 * @param posts all posts of the ranking; the predicate gets their indexes too
 */
export function matcherOf(
  search: string,
  filters: PostFilters,
  posts: readonly RankedPost[],
): ((post: RankedPost, index: number) => boolean) | null {
  const wanted = foldText(search).trim();
  const isLeft = createFilterTest(filters);
  if (wanted === '') return isLeft;
  const { text, starts } = joinTexts(posts);
  const isFound = new Uint8Array(posts.length);
  let index = 0;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, starts[index])) {
    while ((starts[index + 1] as number) <= at) index += 1;
    isFound[index] = 1;
    index += 1;
  }
  return (post, place) => isFound[place] === 1 && (isLeft?.(post) ?? true);
}

function joinTexts(posts: readonly RankedPost[]): NonNullable<SearchTexts['joined']> {
  const texts = searchTexts(posts);
  while (texts.folded.length < posts.length) foldNext(texts, posts);
  texts.joined ??= {
    text: texts.folded.join(END),
    starts: texts.folded.reduce<number[]>(
      (starts, text) => {
        starts.push((starts.at(-1) as number) + text.length + END.length);
        return starts;
      },
      [0],
    ),
  };
  return texts.joined;
}

function searchTexts(posts: readonly RankedPost[]): SearchTexts {
  const known = textsOf.get(posts);
  if (known !== undefined) return known;
  const made: SearchTexts = { folded: [], joined: null };
  textsOf.set(posts, made);
  return made;
}

/** Text that has nothing to clean and only its case to fold, which is many times as fast. */
const IS_PLAIN = /^[\n -~]*$/;

function foldNext({ folded }: SearchTexts, posts: readonly RankedPost[]): void {
  const { accountName, creatorName, caption } = posts[folded.length] as RankedPost;
  const text = [accountName, creatorName, caption].join('\n');
  folded.push(IS_PLAIN.test(text) ? text.toLowerCase() : foldText(cleanText(text) ?? ''));
}

/**
 * Folds the texts of posts ahead, a few at a time while the browser is idle, so that the first key
 * is as quick as the others.
 */
export function foldAhead(posts: readonly RankedPost[]): () => void {
  const texts = searchTexts(posts);
  const work = (deadline: IdleDeadline) => {
    while (texts.folded.length < posts.length && deadline.timeRemaining() > 2)
      foldNext(texts, posts);
    if (texts.folded.length < posts.length) handle = requestIdleCallback(work);
    else joinTexts(posts);
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
