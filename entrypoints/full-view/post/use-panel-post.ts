import { useEffect, useState } from 'preact/hooks';
import type { Post } from '../../../utils/breakouts/model/post.ts';
import type { RankedPost } from '../../../utils/breakouts/output/ranked-post.ts';
import type { PostStory } from '../../../utils/history/post-story.ts';
import { postStory } from '../../../utils/history/post-story.ts';
import { readPost } from '../../../utils/library/read-post.ts';
import { useFullView } from '../full-view-context.ts';

/** What the library knows of a post beyond its rankings. */
export interface PostCourse {
  /** The whole caption. */
  readonly caption: string | null;
  readonly counts: Pick<Post, 'views' | 'likes' | 'comments' | 'shares' | 'saves'>;
  readonly story: PostStory;
}

/** The post of the panel, as far as it is loaded. */
export interface PanelPost {
  readonly post: RankedPost | null;
  readonly course: PostCourse | null;
  /** True if the library has no such post. */
  readonly isMissing: boolean;
}

/** Returns a post of the window, and loads the course of its life. */
export function usePanelPost(postId: string, windowDays: number): PanelPost {
  const { ranking, page } = useFullView();
  const post = ranking?.posts.find(({ id }) => id === postId) ?? null;
  const generation = page.publication?.generation ?? null;
  const key = JSON.stringify([generation, windowDays, postId]);
  const [loaded, setLoaded] = useState<{ key: string; course: PostCourse | null } | null>(null);
  useEffect(() => {
    if (post === null) return;
    let isCurrent = true;
    readPost(post.id, post.accountKey).then(
      (stored) => {
        if (!isCurrent) return;
        if (stored === null) {
          setLoaded({ key, course: null });
          return;
        }
        const { views, likes, comments, shares, saves } = stored.post;
        setLoaded({
          key,
          course: {
            caption: stored.text.caption,
            counts: { views, likes, comments, shares, saves },
            story: postStory({
              ...stored,
              level: { logLevel: Number.NaN, curve: undefined, scatter: 1, gainScatter: 1, age: 0 },
              figures: post,
              minMultiple: 5,
              flag: post.flaggedAt === null ? null : { firstFlaggedAt: post.flaggedAt },
              lookingSince: page.publication?.lookingSince ?? 0,
            }),
          },
        });
      },
      () => isCurrent && setLoaded({ key, course: null }),
    );
    return () => {
      isCurrent = false;
    };
  }, [key, post !== null]);
  const course = loaded?.key === key ? loaded.course : null;
  return { post, course, isMissing: false };
}
