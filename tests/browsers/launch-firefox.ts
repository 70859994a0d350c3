import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { connectMarionette, type Marionette } from './marionette.ts';

/** A running Firefox under remote control. */
export interface RunningFirefox {
  readonly marionette: Marionette;
  /** Quits and waits for the end; a Firefox that does not quit is killed. */
  quit(): Promise<void>;
}

/** The file of the profile to which Firefox writes its port. */
const PORT_FILE = 'MarionetteActivePort';

/** Milliseconds within which Firefox starts or ends even on a busy machine. */
const TIMEOUT_MS = 60_000;

/** The largest part of Firefox's output in an error, characters. */
const MAX_PRINTED = 1_500;

/**
 * Starts Firefox with a profile and a remote-control session.
 *
 * @throws when it ends at once or does not listen within a minute, with the end of its output.
 */
export async function launchFirefox(
  firefox: string,
  profile: string,
  headless: boolean,
): Promise<RunningFirefox> {
  // A former Firefox has left its port there.
  rmSync(join(profile, PORT_FILE), { force: true });
  const child = execa(
    firefox,
    [
      ...['--no-remote', '--profile', profile, '--marionette'],
      // Without this the pages of an extension are out of reach, as part of the browser itself.
      '--remote-allow-system-access',
      ...(headless ? ['--headless'] : []),
    ],
    {
      stdin: 'ignore',
      stdout: 'ignore',
      reject: false,
      killSignal: 'SIGKILL',
      // Lets preferences switch off the server of Firefox's own lists.
      env: { MOZ_REMOTE_SETTINGS_DEVTOOLS: '1' },
    },
  );
  try {
    const marionette = await connectMarionette(await listeningPort(child, profile));
    await marionette.send('WebDriver:NewSession');
    return { marionette, quit: () => quit(marionette, child) };
  } catch (error) {
    child.kill();
    await child;
    throw error;
  }
}

/** The part of execa's process that is used here. */
interface FirefoxProcess
  extends PromiseLike<{ readonly shortMessage?: string | undefined; readonly stderr: string }> {
  kill(): boolean;
}

async function listeningPort(child: FirefoxProcess, profile: string): Promise<number> {
  const deadline = Date.now() + TIMEOUT_MS;
  let hasEnded = false;
  child.then(() => {
    hasEnded = true;
  });
  while (Date.now() < deadline && !hasEnded) {
    const port = portIn(profile);
    if (port !== undefined) return port;
    await delay(50);
  }
  child.kill();
  const { shortMessage = '', stderr } = await child;
  throw new Error(`Firefox did not start. ${shortMessage}\n${stderr.slice(-MAX_PRINTED)}`);
}

/** Reads the port that Firefox has written into its profile. */
function portIn(profile: string): number | undefined {
  try {
    return Number(readFileSync(join(profile, PORT_FILE), 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

async function quit(marionette: Marionette, child: FirefoxProcess): Promise<void> {
  const killer = setTimeout(() => child.kill(), TIMEOUT_MS);
  // Firefox may close the connection before it responds.
  marionette.send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => undefined);
  await child;
  clearTimeout(killer);
  marionette.close();
}
