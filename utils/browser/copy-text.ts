import type { Translate } from '../messages/translate.ts';

/** Copies text, and says so. */
export async function copyText(
  text: string,
  done: string,
  { t, say }: { readonly t: Translate; readonly say: (text: string) => void },
): Promise<void> {
  await navigator.clipboard.writeText(text).then(
    () => say(done),
    () => say(t('toast.notCopied')),
  );
}
