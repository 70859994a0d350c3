import { testReportedScores } from '../../evaluate/held-worlds.ts';
import { REPORTED_SCORES } from '../../evaluate/reported-scores.ts';

const worlds = REPORTED_SCORES.filter(({ window }) => window > 2);

testReportedScores('classifyPosts, 30 simulated worlds of each kind, w = 7 and 30', worlds);
