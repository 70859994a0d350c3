import type { Post } from '../../utils/breakouts/model/post.ts';
import type { Classification } from '../../utils/breakouts/rule/classification.ts';
import type { ClassifiedPosts } from '../../utils/breakouts/rule/classify-posts.ts';
import { aClassification } from './classification.ts';

/** Creates classified posts: as given, the others ordinary. */
export function classifiedPosts(
  posts: readonly Post[],
  given: readonly Classification[] = [],
): ClassifiedPosts {
  const known = new Map(given.map((one) => [one.id, one]));
  const all = posts.map(({ id }) => known.get(id) ?? aClassification({ id }));
  return {
    states: all.map(({ state }) => state),
    gain: Float64Array.from(all, ({ gain }) => gain ?? Number.NaN),
    gainScatter: new Float64Array(all.length),
    multiple: (row) => all[row]?.multiple ?? Number.NaN,
    classificationOf: (row) => all[row] as Classification,
    risenAccounts: [],
    steadyClassificationOf: (row) => all[row] as Classification,
    risenRows: [],
  };
}
