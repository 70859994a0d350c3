import { useEffect, useState } from 'preact/hooks';
import { useStoredValue } from '../../../components/hooks/use-stored-value.ts';
import { CHANNELS } from '../../../utils/alerts/channel.ts';
import { CHANNELS_OFF } from '../../../utils/alerts/channel-state.ts';
import { exampleMessage } from '../../../utils/alerts/example-message.ts';
import { userTimeZone } from '../../../utils/alerts/local-clock.ts';
import { EMPTY_OUTBOX } from '../../../utils/alerts/outbox.ts';
import type { WindowRanking } from '../../../utils/breakouts/output/window-ranking.ts';
import { messageLocale, translate } from '../../../utils/browser/translate.ts';
import { alertWords } from '../../../utils/messages/alert-words.ts';
import { loadRanking } from '../../../utils/storage/load-ranking.ts';
import { loadPage, type PageData, watchPage } from '../../../utils/storage/page-reader.ts';
import { channelsValue, outboxValue } from '../../../utils/storage/page-values.ts';
import type { SettingProps } from '../setting-props.ts';
import './alerts.css';
import { AlertFilters } from './AlertFilters.tsx';
import { ChannelCard } from './ChannelCard.tsx';
import { Restraint } from './Restraint.tsx';

const t = translate;

/** The section of alerts: the channels, what they carry and what they leave out. */
export function Alerts({ settings, bind }: SettingProps) {
  const channels = useStoredValue(channelsValue, CHANNELS_OFF);
  const outbox = useStoredValue(outboxValue, EMPTY_OUTBOX);
  const { page, ranking } = usePublished();
  const first = page?.first ?? null;
  const hasPosts = first !== null && first.ranking.posts.length > 0;
  const preview = hasPosts
    ? alertWords(
        exampleMessage(first, {
          id: 'preview',
          kind: 'breakouts',
          now: Date.now(),
          timeZone: userTimeZone(),
        }),
        { t, locale: messageLocale() },
      )
    : null;
  return (
    <section class="alerts">
      <h2>{t('channels.title')}</h2>
      <p class="quiet">{t('channels.intro')}</p>
      {CHANNELS.map((channel) => (
        <ChannelCard
          key={channel}
          channel={channel}
          state={channels[channel]}
          waiting={outbox.filter((entry) => entry.channel === channel)}
          preview={preview}
        />
      ))}
      <Restraint settings={settings} bind={bind} />
      <AlertFilters settings={settings} bind={bind} ranking={ranking ?? first?.ranking ?? null} />
    </section>
  );
}

/** The published page, and the complete ranking of the look-back window once it is loaded. */
function usePublished() {
  const [page, setPage] = useState<PageData | null>(null);
  const [ranking, setRanking] = useState<WindowRanking | null>(null);
  useEffect(() => {
    // Without a publication there are no posts to show, and the rest of the page says why.
    loadPage().then(setPage, () => undefined);
    return watchPage(setPage);
  }, []);
  const generation = page?.state.publication?.generation ?? null;
  const windowDays = page?.state.publication?.lookbackDays ?? null;
  useEffect(() => {
    if (generation === null || windowDays === null) setRanking(null);
    // Without it the names to choose from are those of the first rows.
    else loadRanking(generation, windowDays).then(setRanking, () => undefined);
  }, [generation, windowDays]);
  return { page, ranking };
}
