import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { canInstallDebianPackages, installDebianPackages } from './debian-packages.ts';
import { executableOnPath } from './executable-file.ts';

/** A screen that nobody sees, for browsers that must have a window. */
export interface VirtualDisplay {
  /** The value of the environment variable `DISPLAY`. */
  readonly name: string;
  close(): Promise<void>;
}

const STARTS_WITHIN_MS = 10_000;

/**
 * Starts a virtual display of a size in pixels with Xvfb, which is installed when this is Debian
 * and the user is root.
 *
 * @throws with one sentence that says what is missing
 */
export async function startVirtualDisplay(width: number, height: number): Promise<VirtualDisplay> {
  if (executableOnPath(['Xvfb']) === undefined && canInstallDebianPackages())
    await installDebianPackages(['xvfb']);
  const program = executableOnPath(['Xvfb']);
  if (program === undefined) throw new Error('No Xvfb was found: install the package xvfb.');
  // Xvfb takes a free number and writes it to the file descriptor.
  const server = spawn(
    program,
    ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const number = await new Promise<string>((resolve, reject) => {
    setTimeout(() => reject(new Error('Xvfb did not start.')), STARTS_WITHIN_MS).unref();
    server.on('error', reject);
    server.stdio[3]?.on('data', (data: Buffer) => resolve(data.toString().trim()));
  });
  return {
    name: `:${number}`,
    async close() {
      server.kill();
      while (server.exitCode === null && server.signalCode === null) await delay(10);
    },
  };
}
