import { browser } from './browser.ts';
import type { Command } from './commands.ts';

/**
 * Sends a command to the worker, waking it if necessary. If a worker dies before it responds, the
 * browser rejects the message or leaves it without a response; the command is then sent once more,
 * to the next worker. Every command is idempotent.
 *
 * @returns the unparsed response; pages read most results from storage
 * @throws when the worker responds to neither attempt
 */
export async function sendCommand(command: Command): Promise<unknown> {
  const attempt = async () => {
    const answer: unknown = await browser.runtime.sendMessage(command);
    if (answer === undefined) throw new Error('the worker gave no answer');
    return answer;
  };
  return attempt().catch(attempt);
}
