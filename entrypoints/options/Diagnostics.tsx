import { useStoredValue } from '../../components/hooks/use-stored-value.ts';
import { EventList } from '../../components/status/EventList.tsx';
import { browser } from '../../utils/browser/browser.ts';
import { translate } from '../../utils/browser/translate.ts';
import type { WorkerEvent } from '../../utils/state/event.ts';
import { redactedReport } from '../../utils/state/redacted-report.ts';
import { eventsValue } from '../../utils/storage/page-values.ts';
import { readReportSections } from '../../utils/storage/report-sections.ts';

const t = translate;

/**
 * The latest events, and a report of them to copy.
 *
 * @param props.onReport what is said when it was copied
 */
export function Diagnostics(props: {
  readonly initial: readonly WorkerEvent[];
  readonly onReport: (words: string) => void;
}) {
  const events = useStoredValue(eventsValue, props.initial);
  const copy = async () => {
    const { version } = browser.runtime.getManifest();
    const header = { version, userAgent: navigator.userAgent, now: Date.now() };
    await navigator.clipboard.writeText(redactedReport(header, await readReportSections()));
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
