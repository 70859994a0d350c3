import type { Settings } from '../settings/settings.ts';
import type { KeyCheck } from '../state/key-check.ts';
import { requestApiAccess } from './api-access.ts';
import { type Command, type CommandResult, requestFromWorker } from './commands.ts';
import { translate } from './translate.ts';

/** Sends a command to the worker; an absent answer is a failure with a reason for people. */
export async function sendToWorker(command: Command): Promise<CommandResult> {
  return requestFromWorker(command).catch(() => ({
    result: 'failed',
    reason: translate('options.workerNotResponding'),
  }));
}

/** Saves a setting. Returns the reason in words where that failed, else `null`. */
export async function saveSetting<K extends keyof Settings & string>(
  setting: K,
  value: Settings[K],
): Promise<string | null> {
  const answer = await sendToWorker({ type: 'save-settings', changes: { [setting]: value } });
  return answer.result === 'failed' ? translate('options.notSaved', answer.reason) : null;
}

/**
 * Asks for access to the API where it is missing, then has the worker check and save a key. Must be
 * the first call in the handler of a click: browsers ask in answer to a gesture only.
 */
export async function saveKey(key: string, mayReplaceOrganization: boolean): Promise<KeyCheck> {
  // Without access the check of the key reports it.
  await requestApiAccess();
  return sendToWorker({ type: 'save-key', key, mayReplaceOrganization });
}
