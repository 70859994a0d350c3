import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { isTransient } from '../../utils/creator-audit/problem/is-transient.ts';
import type { Problem } from '../../utils/creator-audit/problem/problem.ts';
import { cleanText } from '../../utils/format/clean-text.ts';
import type { KeyCheck } from '../../utils/state/key-check.ts';
import type { KeyOwner } from '../../utils/state/key-owner.ts';
import { isSampleOwner } from '../../utils/state/sample-owner.ts';
import { useI18n } from '../hooks/i18n-context.ts';
import { Question } from '../Question.tsx';
import { ProblemNotice } from '../status/ProblemNotice.tsx';
import { SecretEntry } from './SecretEntry.tsx';

type State =
  | { readonly step: 'entering' }
  | { readonly step: 'checking' }
  | { readonly step: 'asking-other' }
  | { readonly step: 'asking-remove' }
  | KeyFault;
type KeyFault =
  | { readonly step: 'unusable'; readonly validationError: string }
  | { readonly step: 'refused'; readonly problem: Problem };

/** CreatorAudit's page where keys are made. */
const API_KEYS_PAGE = 'https://app.creatoraudit.com/app/api-keys';

/** An HTTP header takes visible ASCII only, and no key has a space in it. */
const USABLE_KEY = /^[\x21-\x7e]+$/;

/**
 * The connection: a field where the API key is entered and checked, or one line that says whose key
 * is saved, with the ways to replace and to remove it. A saved key is never in the field: of one
 * only its name and its last four characters are shown.
 */
export function ApiKeyField(props: {
  readonly keyOwner: KeyOwner | null;
  /** True if the saved key does not work, so that another is wanted. */
  readonly isKeyWanted: boolean;
  /** True if the browser lets the extension contact the API. */
  readonly hasAccess: boolean;
  readonly onSave: (key: string, mayReplaceOrganization: boolean) => Promise<KeyCheck>;
  readonly onRemove: () => Promise<void>;
}) {
  const { t } = useI18n();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const disconnect = useRef<HTMLButtonElement>(null);
  const [state, setState] = useState<State>({ step: 'entering' });
  const [isReplacing, setIsReplacing] = useState(false);
  const { keyOwner, hasAccess } = props;
  const isSample = isSampleOwner(keyOwner);
  const isEntering = keyOwner === null || isSample || props.isKeyWanted || isReplacing;
  const needsAccess = state.step === 'refused' && state.problem.kind === 'access-missing';

  const save = async (mayReplaceOrganization: boolean) => {
    const key = input.current?.value.trim() ?? '';
    if (!USABLE_KEY.test(key)) {
      setState({
        step: 'unusable',
        validationError: t(key === '' ? 'options.keyEmpty' : 'options.keyUnusable'),
      });
      return;
    }
    setState({ step: 'checking' });
    const check = await props.onSave(key, mayReplaceOrganization);
    if (check.result === 'problem') setState({ step: 'refused', problem: check.problem });
    else if (check.result === 'other-organization') setState({ step: 'asking-other' });
    else {
      // A key that did not reach the worker stays in the field, to be tried again.
      if (check.result === 'ok') {
        if (input.current !== null) input.current.value = '';
        setIsReplacing(false);
      }
      setState({ step: 'entering' });
    }
  };

  // A key that could not be checked without access is checked once there is access.
  useEffect(() => {
    if (hasAccess && needsAccess) void save(false);
  }, [hasAccess, needsAccess]);

  /** A key check is not repeated by itself, whatever the problem says. */
  const actionFor = (problem: Problem) =>
    isTransient(problem) ? t('options.keyNotChecked') : undefined;

  /** The button that had the focus goes when the field comes, which may be a moment later. */
  const focusesField = useRef(false);
  useEffect(() => {
    if (!isEntering || !focusesField.current) return;
    focusesField.current = false;
    input.current?.focus();
  }, [isEntering]);

  /** Closes a question. Its buttons are gone then, and focus must not fall to the page's body. */
  const leaveQuestion = () => {
    setState({ step: 'entering' });
    (input.current ?? disconnect.current)?.focus();
  };

  const cancel = () => {
    setIsReplacing(false);
    setState({ step: 'entering' });
  };

  const remove = async () => {
    focusesField.current = true;
    await props.onRemove();
    setIsReplacing(false);
    leaveQuestion();
  };

  return (
    <form
      class="field key-field"
      onSubmit={(event) => {
        event.preventDefault();
        void save(false);
      }}
    >
      {keyOwner !== null && (
        <div class="connection">
          <ConnectedKey keyOwner={keyOwner} />
          <p class="buttons">
            {!isEntering && (
              <button
                class="button"
                type="button"
                onClick={() => {
                  focusesField.current = true;
                  setIsReplacing(true);
                }}
              >
                {t('options.keyReplace')}
              </button>
            )}
            <button
              ref={disconnect}
              class={isSample ? 'button' : 'button danger'}
              type="button"
              onClick={() => (isSample ? void remove() : setState({ step: 'asking-remove' }))}
            >
              {t(isSample ? 'sample.leave' : 'options.keyRemove')}
            </button>
          </p>
        </div>
      )}
      {isEntering && (
        <SecretEntry
          id={id}
          input={input}
          label={t('options.keyLabel')}
          hint={t('options.keyHint')}
          link={{ href: API_KEYS_PAGE, text: t('options.keyLink') }}
          isInvalid={state.step === 'unusable' || state.step === 'refused'}
          submit={t('options.keySave')}
          isSubmitting={state.step === 'checking'}
          // What was pasted is whole, and is in the field right after this event.
          onPaste={() => setTimeout(() => void save(false))}
          onCancel={isReplacing ? cancel : null}
        />
      )}
      <p id={`${id}-error`} class="error" role="alert">
        {state.step === 'unusable' && state.validationError}
      </p>
      {state.step === 'checking' && (
        <p class="quiet" role="status">
          {t('options.keyChecking')}
        </p>
      )}
      {state.step === 'refused' && !needsAccess && (
        <ProblemNotice problem={state.problem} action={actionFor(state.problem)} />
      )}
      {state.step === 'asking-other' && (
        <Question
          text={t('options.keyOtherAsk')}
          yes={t('options.keyOtherYes')}
          onYes={() => void save(true)}
          onNo={leaveQuestion}
        />
      )}
      {state.step === 'asking-remove' && (
        <Question
          text={t('options.keyRemoveAsk')}
          yes={t('options.keyRemoveYes')}
          onYes={() => void remove()}
          onNo={leaveQuestion}
        />
      )}
    </form>
  );
}

function ConnectedKey({ keyOwner }: { readonly keyOwner: KeyOwner }) {
  const { t } = useI18n();
  const name = cleanText(keyOwner.apiKeyName) ?? t('options.keyUnnamed');
  return (
    <p class="connected" role="status">
      <span class="connected-mark" aria-hidden="true" />
      <span>
        {isSampleOwner(keyOwner) ? (
          <strong>{t('sample.strip')}</strong>
        ) : (
          <>
            <strong>{t('options.keySaved', name)}</strong>{' '}
            <span class="quiet">{t('options.keyEnding', keyOwner.lastFour)}</span>
          </>
        )}
      </span>
    </p>
  );
}
