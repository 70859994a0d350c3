import { formatCount } from '../../utils/format/count.ts';
import { eventMessages } from '../../utils/messages/event-messages.ts';
import type { WorkerEvent } from '../../utils/state/event.ts';
import { useI18n } from '../hooks/i18n-context.ts';

/** The latest events, newest first. */
export function EventList({ events }: { readonly events: readonly WorkerEvent[] }) {
  const { t, locale } = useI18n();
  if (events.length === 0) return <p class="quiet">{t('event.none')}</p>;
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'medium' });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1, it scrolls
    <section class="events" tabIndex={0} aria-label={t('event.title')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('event.time')}</th>
            <th scope="col">{t('event.type')}</th>
            <th scope="col">{t('event.outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {events.toReversed().map((event) => (
            <tr key={`${event.at} ${event.type} ${event.outcome}`}>
              <td>
                <time dateTime={new Date(event.at).toISOString()}>{time.format(event.at)}</time>
              </td>
              <td>
                {eventMessages(event, t).event}
                {event.count > 1 && <> ({t('event.count', formatCount(event.count, locale))})</>}
                {event.sync !== null && <> ({t(`event.${event.sync.trigger}`)})</>}
              </td>
              <td>
                <Result event={event} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Result({ event }: { readonly event: WorkerEvent }) {
  const { t, locale } = useI18n();
  const { sync, requestId } = event;
  const { outcome } = eventMessages(event, t);
  const seconds = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  return (
    <>
      {outcome}
      {sync !== null && (
        <span class="quiet">
          {' '}
          {t.plural(
            'event.syncFacts',
            sync.pages,
            formatCount(sync.pages, locale),
            formatCount(sync.requests, locale),
            seconds.format(sync.durationMs / 1000),
          )}
        </span>
      )}
      {requestId !== null && (
        <>
          {' '}
          <code>{requestId}</code>
        </>
      )}
    </>
  );
}
