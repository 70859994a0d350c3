import { useStoredValue } from '../../components/hooks/use-stored-value.ts';
import { EventList } from '../../components/status/EventList.tsx';
import { browser } from '../../utils/browser/browser.ts';
import { translate } from '../../utils/browser/translate.ts';
import type { Settings } from '../../utils/settings/settings.ts';
import type { WorkerEvent } from '../../utils/state/event.ts';
import { redactedReport } from '../../utils/state/redacted-report.ts';
import { eventsStore } from '../../utils/storage/event-log.ts';
import { readBatch } from '../../utils/storage/stored-value.ts';
import { keyOwnerStore, noticesStore, publicationStore, syncStatusStore } from '../../utils/storage/stored-values.ts';

const t = translate;

/** What happened last, and a report of it to copy. @param props.onReport what is said when it was copied */
export function Diagnostics(props: {
  readonly initial: readonly WorkerEvent[];
  readonly settings: Settings;
  readonly onReport: (words: string) => void;
}) {
  const events = useStoredValue(eventsStore, props.initial);
  const copy = async () => {
    const [status, publication, keyHolder, notices] = await readBatch(
      syncStatusStore,
      publicationStore,
      keyOwnerStore,
      noticesStore,
    );
    const { version } = browser.runtime.getManifest();
    const facts = { status, publication, notices, events, settings: props.settings, hasKey: keyHolder !== null };
    await navigator.clipboard.writeText(
      redactedReport({ ...facts, version, userAgent: navigator.userAgent, now: Date.now() }),
    );
  };
  return (
    <>
      <p class="quiet hint">{t('event.hint')}</p>
      <EventList events={events} />
      <p class="buttons">
        <button
          class="button"
          type="button"
          onClick={() =>
            copy().then(
              () => props.onReport(t('event.copied')),
              () => props.onReport(t('event.notCopied')),
            )
          }
        >
          {t('event.copy')}
        </button>
      </p>
    </>
  );
}
