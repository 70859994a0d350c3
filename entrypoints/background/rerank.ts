/** Ranks the library anew, as `publish-sync.ts` says; the engine is loaded for it. */
export async function rerank(): Promise<void> {
  const engine = await import('./sync-engine.ts');
  return engine.rerank();
}
