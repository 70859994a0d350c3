import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { SecretEntry } from '../../../components/fields/SecretEntry.tsx';
import {
  parseWebhookAddress,
  WEBHOOK_PREFIXES,
  type WebhookChannel,
} from '../../../utils/alerts/webhook-address.ts';
import { requestChannelAccess } from '../../../utils/browser/channel-access.ts';
import { sendToWorker } from '../../../utils/browser/settings-commands.ts';
import { translate } from '../../../utils/browser/translate.ts';
import { addressSentence, refusalSentence } from '../../../utils/messages/channel-messages.ts';

const t = translate;

/** The services' own pages on making a webhook. */
const GUIDES: Readonly<Record<WebhookChannel, string>> = {
  slack: 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks',
  discord: 'https://support.discord.com/hc/articles/228383668-Intro-to-Webhooks',
};

/**
 * The address of a webhook: a field to enter it, or the end of the saved one, with the ways to
 * replace and to remove it. A saved address is never in the field.
 *
 * @param props.isWanted true if the saved address does not work, so that another is wanted
 */
export function WebhookField(props: {
  readonly channel: WebhookChannel;
  readonly ending: string | null;
  readonly isWanted: boolean;
}) {
  const { channel, ending } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const replace = useRef<HTMLButtonElement>(null);
  const [isReplacing, setIsReplacing] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const isEntering = ending === null || props.isWanted || isReplacing;

  /** The button that had the focus goes when the field comes, or the other way round. */
  const movesFocus = useRef(false);
  useEffect(() => {
    if (!movesFocus.current) return;
    movesFocus.current = false;
    (isEntering ? input.current : replace.current)?.focus();
  }, [isEntering]);
  const show = (isShown: boolean) => {
    movesFocus.current = true;
    setError(null);
    setIsReplacing(isShown);
  };

  const save = async () => {
    const parsed = parseWebhookAddress(channel, input.current?.value ?? '');
    if (!parsed.ok) {
      setError(addressSentence(channel, parsed.fault, t));
      return;
    }
    // In the same gesture; it resolves at once where there is access.
    if (!(await requestChannelAccess(channel))) {
      setError(refusalSentence(channel, t));
      return;
    }
    const { address } = parsed;
    const answer = await sendToWorker({ type: 'save-webhook', channel, address });
    if (answer.result === 'failed') {
      setError(t('options.notSaved', answer.reason));
      return;
    }
    if (input.current !== null) input.current.value = '';
    show(false);
  };

  const remove = async () => {
    movesFocus.current = true;
    const answer = await sendToWorker({ type: 'remove-webhook', channel });
    setError(answer.result === 'failed' ? t('options.notSaved', answer.reason) : null);
  };

  return (
    <form
      class="field"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {ending !== null && (
        <div class="connection">
          <p class="connected">
            <span>{t('channels.addressEnding', ending)}</span>
          </p>
          <p class="buttons">
            {!isEntering && (
              <button ref={replace} class="button" type="button" onClick={() => show(true)}>
                {t('channels.addressReplace')}
              </button>
            )}
            <button class="button danger" type="button" onClick={() => void remove()}>
              {t('channels.addressRemove')}
            </button>
          </p>
        </div>
      )}
      {isEntering && (
        <SecretEntry
          id={id}
          input={input}
          label={t('channels.addressOf', t(`channels.${channel}`))}
          hint={t('channels.addressHint', WEBHOOK_PREFIXES[channel])}
          link={{
            href: GUIDES[channel],
            text: t('channels.addressLink', t(`channels.${channel}`)),
          }}
          isInvalid={error !== null}
          submit={t('channels.addressSave')}
          onInput={() => setError(null)}
          onCancel={isReplacing ? () => show(false) : null}
        />
      )}
      <p id={`${id}-error`} class="error" role="alert">
        {error}
      </p>
    </form>
  );
}
