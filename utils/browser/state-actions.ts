import { requestApiAccess } from './api-access.ts';
import { sendCommand } from './send-command.ts';

/** The actions of the states and the strip that need nothing of the page that shows them. */
export const stateActions = {
  // The browser asks for access only at a click: nothing comes before this.
  onGrantAccess: () => void requestApiAccess(),
  onStartSample: () => void sendCommand({ type: 'start-sample' }),
  onLeaveSample: () => void sendCommand({ type: 'remove-key' }),
  onDismissNotices: () => void sendCommand({ type: 'dismiss-notices' }),
};
