import { useState } from 'preact/hooks';
import { ToggleField } from '../../../components/fields/ToggleField.tsx';
import type { AlertWords } from '../../../utils/alerts/alert-words.ts';
import type { Channel } from '../../../utils/alerts/channel.ts';
import { type ChannelState, isActive } from '../../../utils/alerts/channel-state.ts';
import type { Outbox } from '../../../utils/alerts/outbox.ts';
import { nextDeliveryAt } from '../../../utils/alerts/outbox.ts';
import type { WebhookChannel } from '../../../utils/alerts/webhook-address.ts';
import { requestChannelAccess } from '../../../utils/browser/channel-access.ts';
import { sendToWorker } from '../../../utils/browser/settings-commands.ts';
import { messageLocale, translate } from '../../../utils/browser/translate.ts';
import { timeUntil } from '../../../utils/format/age.ts';
import { formatCount } from '../../../utils/format/count.ts';
import { timeAgo } from '../../../utils/messages/age-messages.ts';
import { faultSentence, refusalSentence } from '../../../utils/messages/channel-messages.ts';
import { AlertPreview } from './AlertPreview.tsx';
import { WebhookField } from './WebhookField.tsx';

const t = translate;

/**
 * A channel of alerts: its switch, which asks for the permission, its state, its last message and
 * failure, and a preview.
 *
 * @param props.waiting the messages on their way to it
 * @param props.preview `null`: there are no posts yet
 */
export function ChannelCard(props: {
  readonly channel: Channel;
  readonly state: ChannelState;
  readonly waiting: Outbox;
  readonly preview: AlertWords | null;
}) {
  const { channel, state } = props;
  const isWebhook = channel !== 'desktop';

  const switchTo = async (isOn: boolean) => {
    // The first call of the gesture; without the permission the channel stays off.
    if (isOn && !(await requestChannelAccess(channel))) return refusalSentence(channel, t);
    const answer = await sendToWorker({ type: 'switch-channel', channel, isOn });
    return answer.result === 'failed' ? t('options.notSaved', answer.reason) : null;
  };

  return (
    <div class="channel">
      <ToggleField
        label={t(`channels.${channel}`)}
        hint={t(`channels.${channel}Hint`)}
        value={state.isOn}
        onSave={switchTo}
      />
      {state.isOn && (
        <>
          {isWebhook && (
            <WebhookField
              channel={channel}
              ending={state.addressEnding}
              isWanted={state.fault?.kind === 'revoked'}
            />
          )}
          <ChannelStatus channel={channel} state={state} waiting={props.waiting} />
          {isWebhook && isActive(channel, state) && (
            <TestButton channel={channel} state={state} waiting={props.waiting} />
          )}
        </>
      )}
      <AlertPreview words={props.preview} />
    </div>
  );
}

/** The last failure, the last message and the messages that wait. */
function ChannelStatus(props: {
  readonly channel: Channel;
  readonly state: ChannelState;
  readonly waiting: Outbox;
}) {
  const { channel, state, waiting } = props;
  const { fault, lastSent, givenUp, addressEnding } = state;
  const locale = messageLocale();
  const now = Date.now();
  const needsAddress = channel !== 'desktop' && addressEnding === null && fault === null;
  const nextAt = isActive(channel, state) ? nextTryAt(props, now) : null;
  return (
    <div class="channel-status" role="status">
      {fault !== null && <p class="error">{faultSentence(channel, state, t)}</p>}
      {fault?.kind === 'access-missing' && (
        <p class="buttons">
          <button class="button" type="button" onClick={() => void requestChannelAccess(channel)}>
            {t('channels.allow')}
          </button>
        </p>
      )}
      {waiting.length > 0 && (
        <p>
          {t.plural('channels.waiting', waiting.length, formatCount(waiting.length, locale))}{' '}
          {nextAt !== null && t('channels.nextTry', timeUntil(nextAt, now, locale))}
        </p>
      )}
      {givenUp !== null && (
        <p class="error">
          {t.plural('channels.givenUp', givenUp.count, formatCount(givenUp.count, locale))}
        </p>
      )}
      <p class="quiet">
        {needsAddress && t('channels.noAddress')}
        {!needsAddress && lastSent === null && t('channels.nothingSent')}
        {lastSent !== null && (
          <>
            {t('channels.lastSent', timeAgo(lastSent.at, { t, locale, now }))}{' '}
            <bdi>{lastSent.title}</bdi>
          </>
        )}
      </p>
    </div>
  );
}

/** Returns the time of the next attempt after a failed one, ms since epoch. */
function nextTryAt(
  { channel, state, waiting }: Parameters<typeof ChannelStatus>[0],
  now: number,
): number | null {
  if (state.fault === null) return null;
  const channels = { desktop: state, slack: state, discord: state };
  const next = nextDeliveryAt({ outbox: waiting, channels }, now);
  return channel === 'desktop' || next === null || next <= now ? null : next;
}

function TestButton(props: {
  readonly channel: WebhookChannel;
  readonly state: ChannelState;
  readonly waiting: Outbox;
}) {
  const { channel, state, waiting } = props;
  const [test, setTest] = useState<{ readonly id: string; readonly at: number } | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const isUnderWay = isAsking || waiting.some(({ message }) => message.id === test?.id);
  const isSent = test !== null && state.lastSent?.id === test.id;
  const hasFailed = test !== null && state.fault !== null && state.fault.at >= test.at;

  const send = async () => {
    const begun = { id: crypto.randomUUID(), at: Date.now() };
    setTest(begun);
    setIsAsking(true);
    const answer = await sendToWorker({ type: 'test-channel', channel, id: begun.id });
    setIsAsking(false);
    setFailure(answer.result === 'failed' ? t('options.notSaved', answer.reason) : null);
  };

  return (
    <div class="buttons">
      <button class="button" type="button" onClick={() => void send()}>
        {t('channels.test')}
      </button>
      <p class="saved" role="status">
        {isSent && t('channels.testSent')}
        {isUnderWay && !isSent && !hasFailed && t('channels.testing')}
      </p>
      <p class="error" role="alert">
        {failure}
      </p>
    </div>
  );
}
