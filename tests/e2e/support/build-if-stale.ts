import { ensureBuilds } from '../../checks/ensure-builds.ts';

/** Builds before the first end-to-end test when a source is newer than the builds. */
export async function setup(): Promise<void> {
  await ensureBuilds();
}
