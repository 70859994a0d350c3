import * as z from 'zod/mini';
import { type Problem, problemSchema } from '../creator-audit/problem/problem.ts';
import { MARK_COMMANDS } from '../state/mark-commands.ts';
import { browser } from './browser.ts';
import { sendCommand } from './send-command.ts';

/** All that pages may ask of the worker. One-way: what comes of a command is read from storage, but for a key's check. */
export const commandSchema = z.union([
  /** Sync now, whatever was planned. */
  z.object({ type: z.literal('refresh') }),
  /** Wake, and repair storage that cannot be read: done when this is answered. */
  z.object({ type: z.literal('ping') }),
  /** The user has read the notices. */
  z.object({ type: z.literal('dismiss-notices') }),
  /** Check `key` with CreatorAudit and keep it if it is good. */
  z.object({
    type: z.literal('save-key'),
    key: z.string(),
    /** The user has agreed that the data of the former organization is removed. */
    mayReplaceOrganization: z.boolean(),
  }),
  /** Forget the key and everything fetched with it. */
  z.object({ type: z.literal('remove-key') }),
  /** Change the settings named. */
  z.object({ type: z.literal('save-settings'), changes: z.record(z.string(), z.unknown()) }),
  /** Write again what pages read and cannot use; it is done when this is answered. */
  z.object({ type: z.literal('republish') }),
  ...MARK_COMMANDS,
]);

export type Command = z.infer<typeof commandSchema>;

/** What the worker answers. */
const answerSchema = z.union([
  z.object({ result: z.literal('done') }),
  /** The key was not kept, for CreatorAudit could not vouch for it. */
  z.object({ result: z.literal('problem'), problem: problemSchema }),
  /** The key is good but of another organization: ask before that one's data is removed. */
  z.object({ result: z.literal('other-organization') }),
  /** The command could not be carried out: a fault of the extension or of the browser's storage. */
  z.object({ result: z.literal('failed'), reason: z.string() }),
]);

export type Answer = z.infer<typeof answerSchema> | { readonly result: 'problem'; readonly problem: Problem };

/**
 * Sends a command to the worker for what it answers.
 *
 * @throws when the worker answers neither time, or not as it should
 */
export async function requestFromWorker(command: Command): Promise<Answer> {
  return answerSchema.parse(await sendCommand(command));
}

interface Sender {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
}

/**
 * Hands every command of the extension's own pages to `carryOut` and its answer back. Must be called synchronously at the worker's
 * start. Messages from anyone else, and messages that are no commands, are left unanswered.
 */
export function onCommand(carryOut: (command: Command) => Promise<Answer>): void {
  const listener = (message: unknown, sender: Sender, sendResponse: (answer: Answer) => void): true | undefined => {
    const command = commandSchema.safeParse(message);
    if (!isOwnPage(sender) || !command.success) return undefined;
    carryOut(command.data)
      .catch(
        (error: unknown): Answer => ({ result: 'failed', reason: error instanceof Error ? error.name : 'unknown' }),
      )
      .then(sendResponse);
    // Keeps the channel open until sendResponse is called, in every browser (a returned promise does not).
    return true;
  };
  // The polyfill's types do not know that a listener may answer some messages only.
  browser.runtime.onMessage.addListener(listener as Parameters<typeof browser.runtime.onMessage.addListener>[0]);
}

function isOwnPage(sender: Sender): boolean {
  return sender.id === browser.runtime.id && sender.url?.startsWith(browser.runtime.getURL('')) === true;
}
