import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connectMarionette, type Marionette } from './marionette.ts';

/** A running Firefox under remote control. */
export interface RunningFirefox {
  readonly marionette: Marionette;
  /** Quits and waits for the end; a Firefox that does not quit is killed. */
  quit(): Promise<void>;
}

/** Where Firefox writes the port that it listens on, in its profile. */
const PORT_FILE = 'MarionetteActivePort';

/** Milliseconds within which Firefox starts or ends even on a busy machine. */
const PATIENCE_MS = 60_000;

/**
 * Starts Firefox with a profile and a remote-control session.
 *
 * @throws when it ends at once or does not listen within a minute, with the last words it printed.
 */
export async function launchFirefox(
  firefox: string,
  profile: string,
  headless: boolean,
): Promise<RunningFirefox> {
  // What a former Firefox has written there leads nowhere now.
  rmSync(join(profile, PORT_FILE), { force: true });
  const child = spawn(
    firefox,
    [
      '--no-remote',
      '--profile',
      profile,
      '--marionette',
      // Without this the pages of an extension are out of reach, as part of the browser itself.
      '--remote-allow-system-access',
      ...(headless ? ['--headless'] : []),
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      // Lets the profile's preferences switch off the server that Firefox gets its own lists from.
      env: { ...process.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: '1' },
    },
  );
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('close', () => resolve());
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  void ended.then(() => process.off('exit', kill));
  try {
    const marionette = await connectMarionette(await listeningPort(child, profile));
    await marionette.send('WebDriver:NewSession');
    return { marionette, quit: () => quit(marionette, child, ended) };
  } catch (error) {
    kill();
    await ended;
    throw error;
  }
}

async function listeningPort(child: ChildProcess, profile: string): Promise<number> {
  let printed = '';
  let failure: Error | undefined;
  child.stderr?.on('data', (chunk: Buffer) => {
    printed = (printed + chunk).slice(-1_500);
  });
  child.once('error', (error) => {
    failure = error;
  });
  const deadline = Date.now() + PATIENCE_MS;
  while (
    Date.now() < deadline &&
    failure === undefined &&
    child.exitCode === null &&
    child.signalCode === null
  ) {
    const port = portIn(profile);
    if (port !== undefined) return port;
    await delay(50);
  }
  throw new Error(`Firefox did not start. ${failure?.message ?? printed.trim()}`);
}

/** Firefox writes the port that it listens on into its profile. */
function portIn(profile: string): number | undefined {
  try {
    return Number(readFileSync(join(profile, PORT_FILE), 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

async function quit(
  marionette: Marionette,
  child: ChildProcess,
  ended: Promise<void>,
): Promise<void> {
  const killer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  // Firefox may close the connection before it answers.
  marionette.send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => undefined);
  await ended;
  clearTimeout(killer);
  marionette.close();
}
