import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { execa } from 'execa';
import { canInstallDebianPackages, installDebianPackages } from './debian-packages.ts';
import { findExecutable } from './executable-file.ts';

/** A screen in memory, for browsers that must have a window. */
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
 * @throws with a message for the user when Xvfb is missing
 */
export async function startVirtualDisplay(width: number, height: number): Promise<VirtualDisplay> {
  if (findExecutable(['Xvfb']) === undefined && canInstallDebianPackages())
    await installDebianPackages(['xvfb']);
  const program = findExecutable(['Xvfb']);
  if (program === undefined) throw new Error('No Xvfb was found: install the package xvfb.');
  // Xvfb chooses a free number and writes it to the file descriptor.
  const server = execa(
    program,
    ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], reject: false },
  );
  const [number] = await once(server.stdio[3] as Readable, 'data', {
    signal: AbortSignal.timeout(STARTS_WITHIN_MS),
  });
  return {
    name: `:${String(number).trim()}`,
    async close() {
      server.kill();
      await server;
    },
  };
}
