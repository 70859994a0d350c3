import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../../utils/creator-audit/problem/problem.ts';
import { isTransient } from '../../utils/creator-audit/problem/problem-policy.ts';
import type { KeyOwner } from '../../utils/state/key-owner.ts';
import { useI18n } from '../hooks/i18n-context.ts';
import { ProblemNotice } from '../status/ProblemNotice.tsx';

/** The outcome of trying to save a key. */
export type KeyCheck =
  | { readonly result: 'ok' | 'other-organization' | 'failed' }
  | { readonly result: 'problem'; readonly problem: Problem };

type State =
  | { readonly step: 'entering' }
  | { readonly step: 'checking' }
  | { readonly step: 'asking-other' }
  | { readonly step: 'asking-remove' }
  | KeyFault;
type KeyFault =
  | { readonly step: 'unusable'; readonly validationError: string }
  | { readonly step: 'refused'; readonly problem: Problem };

/** An HTTP header takes visible ASCII only, and no key has a space in it. */
const USABLE_KEY = /^[\x21-\x7e]+$/;

/**
 * The field where the API key is entered, checked and removed. It never holds a saved key: of one
 * only its name and its last four characters are shown.
 */
export function ApiKeyField(props: {
  readonly keyOwner: KeyOwner | null;
  /** True if the browser lets the extension contact the API. */
  readonly hasAccess: boolean;
  readonly onSave: (key: string, mayReplaceOrganization: boolean) => Promise<KeyCheck>;
  readonly onRemove: () => Promise<void>;
}) {
  const { t } = useI18n();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<State>({ step: 'entering' });
  const { keyOwner, hasAccess } = props;
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
      if (check.result === 'ok' && input.current !== null) input.current.value = '';
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

  /** Closes a question. Its buttons are gone then, and focus must not fall to the page's body. */
  const leaveQuestion = () => {
    setState({ step: 'entering' });
    input.current?.focus();
  };

  const remove = async () => {
    await props.onRemove();
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
      {keyOwner !== null && <ConnectedKey keyOwner={keyOwner} />}
      <label for={id}>{t('options.keyLabel')}</label>
      <div class="key-entry">
        <input
          id={id}
          ref={input}
          type="password"
          autoComplete="off"
          spellcheck={false}
          aria-invalid={state.step === 'unusable' || state.step === 'refused'}
          aria-describedby={`${id}-hint ${id}-complaint`}
        />
        <button class="button primary" type="submit" disabled={state.step === 'checking'}>
          {t('options.keySave')}
        </button>
        {keyOwner !== null && (
          <button
            class="button danger"
            type="button"
            onClick={() => setState({ step: 'asking-remove' })}
          >
            {t('options.keyRemove')}
          </button>
        )}
      </div>
      <p id={`${id}-hint`} class="quiet hint">
        {t('options.keyHint')} {keyOwner !== null && t('options.keyRemoveHint')}
      </p>
      <p id={`${id}-complaint`} class="complaint" role="alert">
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
  const name = keyOwner.apiKeyName ?? t('options.keyUnnamed');
  return (
    <p class="connected" role="status">
      <span class="connected-mark" aria-hidden="true" />
      <span>
        <strong>{t('options.keySaved', name)}</strong>{' '}
        <span class="quiet">{t('options.keyEnding', keyOwner.lastFour)}</span>
      </span>
    </p>
  );
}

/** A question inside the page that has to be answered first; Escape cancels. */
function Question(props: {
  readonly text: string;
  readonly yes: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}) {
  const { t } = useI18n();
  const id = useId();
  const cancel = useRef<HTMLButtonElement>(null);
  // Enter gives the answer that changes nothing.
  useLayoutEffect(() => cancel.current?.focus(), []);
  return (
    <div
      class="notice warn"
      role="alertdialog"
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.onNo();
      }}
    >
      <p id={id}>{props.text}</p>
      <p class="buttons">
        <button class="button danger" type="button" onClick={props.onYes}>
          {props.yes}
        </button>
        <button ref={cancel} class="button" type="button" onClick={props.onNo}>
          {t('options.cancel')}
        </button>
      </p>
    </div>
  );
}
