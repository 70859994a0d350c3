/**
 * `npm run rank`: applies the breakout rule to the data in a file. `docs/rank-format.md` has the
 * format.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Classification, classifyPosts } from '../../utils/breakouts/rule/classify-posts.ts';
import { CommandError, runCommand, UsageError } from '../cli/run-command.ts';
import { type RankInput, readRankInput } from './read-rank-input.ts';

const USAGE = `Usage: npm run --silent rank -- FILE

Applies the breakout rule to the posts in FILE and prints, as JSON and in the rule's order, one
object for each: id, state and reason, the gain, its usual and their multiple, and more. Errors go
to standard error. FILE is JSON:

  {
    "now": "2026-11-23T12:00:00Z",
    "window": 7,
    "sensitivity": "balanced",
    "posts": [{ "id": "a", "account_id": "x", "create_time": "2026-11-20T12:00:00Z",
                "last_scrape_time": "2026-11-23T11:00:00Z", "view_count": 1000 }],
    "deltas": { "a": { "7d": 900, "14d": 900 } }
  }

docs/rank-format.md describes every field.`;

await runCommand(USAGE, (args) => {
  const [file, ...rest] = parseArgs({ args, options: {}, allowPositionals: true }).positionals;
  if (file === undefined || rest.length > 0)
    throw new UsageError('rank takes the name of one file.');
  const { input, rowsWithoutId } = load(file);
  if (rowsWithoutId > 0) process.stderr.write(`Skipped rows without an id: ${rowsWithoutId}.\n`);
  console.log(JSON.stringify(classifyPosts(input).map(printedRow), null, 2));
});

function printedRow(row: Classification) {
  const { id, state, reason, gain, gainDays, expected, multiple, usualCount } = row;
  const { lifetimeMultiple, headline, z, speedUp, lowEngagement, wasRecounted } = row;
  return {
    ...{ id, state, reason, headline, gain, gainDays, expected, multiple, usualCount },
    ...{ lifetimeMultiple, z, speedUp, lowEngagement, wasRecounted },
  };
}

/** @throws CommandError with all errors of the file, one a line */
function load(path: string): RankInput {
  if (!existsSync(path)) throw new CommandError(`There is no file ${path}.`);
  try {
    return readRankInput(readFileSync(path, 'utf8'));
  } catch (error) {
    const messages = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new CommandError(messages.map((message) => `${path}: ${message}`).join('\n'));
  }
}
