import type { Post } from '../../utils/breakouts/model/post.ts';
import type { Classification } from '../../utils/breakouts/rule/classification.ts';
import type { ClassifiedPosts } from '../../utils/breakouts/rule/classify-posts.ts';
import { aJudgement } from './judgement.ts';

/** Posts of which the rule says what is given; of the others, that they are ordinary. */
export function judgedPosts(posts: readonly Post[], judgements: readonly Classification[] = []): ClassifiedPosts {
  const known = new Map(judgements.map((judgement) => [judgement.id, judgement]));
  const all = posts.map(({ id }) => known.get(id) ?? aJudgement({ id }));
  return {
    states: all.map(({ state }) => state),
    gain: Float64Array.from(all, ({ gain }) => gain ?? Number.NaN),
    multiple: (row) => all[row]?.multiple ?? Number.NaN,
    judgement: (row) => all[row] as Classification,
    risenAccounts: [],
  };
}
