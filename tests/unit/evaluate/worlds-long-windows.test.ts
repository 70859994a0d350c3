import { describe, it } from 'vitest';
import { expectReportedScores } from '../../evaluate/held-worlds.ts';
import { REPORTED_SCORES } from '../../evaluate/reported-scores.ts';

const worlds = REPORTED_SCORES.filter(({ window }) => window > 2);

describe('classifyPosts, 30 simulated worlds of each kind, w = 7 and 30', {
  timeout: 300_000,
}, () => {
  it.each(worlds)('scores no worse than reported: $name, w = $window', expectReportedScores);
});
