import { browser } from './browser.ts';
import type { Command } from './commands.ts';

/**
 * Sends a command to the worker, waking it if need be. A worker that dies before it answers makes the browser reject the message, or leave it
 * without an answer; the command is then sent once more, to its successor. Every command may safely be carried out twice.
 *
 * @returns its answer, unchecked: most of what comes of a command is read from storage
 * @throws when the worker answers neither time
 */
export async function sendCommand(command: Command): Promise<unknown> {
  const attempt = async () => {
    const answer: unknown = await browser.runtime.sendMessage(command);
    if (answer === undefined) throw new Error('the worker gave no answer');
    return answer;
  };
  return attempt().catch(attempt);
}
