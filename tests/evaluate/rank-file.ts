/**
 * `npm run rank -- FILE`: the breakout rule on anyone's data. FILE holds `{ now, window, sensitivity, posts, deltas }` (`read-rank-input.ts`); prints, as JSON
 * and in the rule's order, `{ id, state, gain, expected, multiple, z, speedUp, reason }` for each post, and nothing else, on standard output. What is
 * wrong goes to standard error, with exit code 1.
 */
import { readFileSync } from 'node:fs';
import { classifyPosts } from '../../utils/breakouts/rule/classify-posts.ts';
import { type RankInput, readRankInput } from './read-rank-input.ts';

const [file, ...rest] = process.argv.slice(2);
const asked = file === undefined || rest.length > 0 ? 'usage: npm run rank -- FILE' : read(file);
if (typeof asked === 'string') {
  process.stderr.write(`${asked}\n`);
  process.exitCode = 1;
} else {
  if (asked.rowsWithoutId > 0) process.stderr.write(`${asked.rowsWithoutId} rows name no id and were passed over\n`);
  const rows = classifyPosts(asked.input).map(({ id, state, gain, expected, multiple, z, speedUp, reason }) => ({
    ...{ id, state, gain, expected, multiple, z, speedUp, reason },
  }));
  process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
}

/** What the file asks, or what is wrong with it. */
function read(path: string): RankInput | string {
  try {
    return readRankInput(readFileSync(path, 'utf8'));
  } catch (error) {
    const messages = (error instanceof Error ? error.message : String(error)).split('\n');
    return messages.map((message) => `${path}: ${message}`).join('\n');
  }
}
