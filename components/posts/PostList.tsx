import { useId } from 'preact/hooks';
import type { Measure, RankedPost } from '../../utils/breakouts/model/ranking.ts';
import { formatCount } from '../../utils/format/count.ts';
import { useI18n } from '../hooks/i18n-context.ts';
import { PostRow } from './PostRow.tsx';

export interface PostListProps {
  readonly name: string;
  readonly hint: string;
  readonly posts: readonly RankedPost[];
  /** How many there are in all, where the list shows only the first. */
  readonly total?: number;
  readonly windowDays: number;
  readonly measure: Measure;
  readonly isExplained: boolean;
  /** Ids of posts that are new to the user. */
  readonly newIds?: ReadonlySet<string>;
}

/** A ranked list under its name. The arrow keys go from post to post, Home and End to the first and the last. */
export function PostList(props: PostListProps) {
  const { t, locale } = useI18n();
  const id = useId();
  const { posts, total = posts.length } = props;
  if (posts.length === 0) return null;
  return (
    <section class="post-list">
      <h2 id={id} title={props.hint}>
        {props.name}
      </h2>
      <ol aria-labelledby={id} onKeyDown={moveBetweenPosts}>
        {posts.map((post, index) => (
          <PostRow
            key={post.id}
            post={post}
            rank={index + 1}
            windowDays={props.windowDays}
            measure={props.measure}
            isExplained={props.isExplained}
            isNew={props.newIds?.has(post.id) === true}
          />
        ))}
      </ol>
      {total > posts.length && (
        <p class="quiet more">
          {t.plural('list.moreBreakouts', total - posts.length, formatCount(total - posts.length, locale))}
        </p>
      )}
    </section>
  );
}

function moveBetweenPosts(event: KeyboardEvent & { readonly currentTarget: HTMLOListElement }): void {
  const links = [...event.currentTarget.querySelectorAll('a')];
  const current = links.indexOf(document.activeElement as HTMLAnchorElement);
  const targets: Record<string, number> = {
    ArrowDown: Math.min(current + 1, links.length - 1),
    ArrowUp: Math.max(current - 1, 0),
    Home: 0,
    End: links.length - 1,
  };
  const target = targets[event.key];
  if (target === undefined) return;
  event.preventDefault();
  links[target]?.focus();
}
