import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ApiKeyField } from '../../components/fields/ApiKeyField.tsx';
import { I18nProvider } from '../../components/hooks/i18n-context.ts';
import { useStoredValue } from '../../components/hooks/use-stored-value.ts';
import { applyLook } from '../../components/look.ts';
import { FirstUpdate } from '../../components/status/FirstUpdate.tsx';
import { ProblemNotice } from '../../components/status/ProblemNotice.tsx';
import type { SensitivityPreview } from '../../utils/breakouts/output/sensitivity-preview.ts';
import { apiAccess, requestApiAccess } from '../../utils/browser/api-access.ts';
import { openOptions } from '../../utils/browser/open-page.ts';
import { saveKey, sendToWorker } from '../../utils/browser/settings-commands.ts';
import { iconOnToolbar } from '../../utils/browser/toolbar-icon.ts';
import { messageLocale, translate } from '../../utils/browser/translate.ts';
import { createProblem } from '../../utils/creator-audit/problem/create-problem.ts';
import { formatCount } from '../../utils/format/count.ts';
import type { Settings } from '../../utils/settings/settings.ts';
import type { KeyOwner } from '../../utils/state/key-owner.ts';
import { isSampleOwner } from '../../utils/state/sample-owner.ts';
import type { SyncStatus } from '../../utils/state/sync-status.ts';
import {
  keyOwnerValue,
  sensitivityPreviewValue,
  settingsValue,
  syncStatusValue,
} from '../../utils/storage/page-values.ts';
import { ExampleRow } from './ExampleRow.tsx';
import { FirstSettings } from './FirstSettings.tsx';
import { PinHint } from './PinHint.tsx';
import { Step } from './Step.tsx';

const t = translate;

/**
 * The page that opens on installation: what the extension does, and three steps that advance by
 * themselves.
 */
export function WelcomeApp(props: {
  readonly initial: {
    readonly settings: Settings;
    readonly keyOwner: KeyOwner | null;
    readonly preview: SensitivityPreview | null;
    readonly status: SyncStatus;
  };
}) {
  const [page] = useState(() => ({ t, locale: messageLocale(), now: Date.now() }));
  const settings = useStoredValue(settingsValue, props.initial.settings);
  const keyOwner = useStoredValue(keyOwnerValue, props.initial.keyOwner);
  const preview = useStoredValue(sensitivityPreviewValue, props.initial.preview);
  const status = useStoredValue(syncStatusValue, props.initial.status);
  const hasAccess = useStoredValue<boolean>(apiAccess, true);
  const isOnToolbar = useStoredValue<boolean | null>(iconOnToolbar, null);
  const secondStep = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => applyLook(settings), [settings.theme, settings.density]);

  const isSample = isSampleOwner(keyOwner);
  const isConnected = keyOwner !== null && !isSample;
  const isRead = isConnected && preview !== null;
  const wasConnected = useRef(isConnected);
  useEffect(() => {
    // The field that had the focus is gone: it goes on where the page does.
    if (isConnected && !wasConnected.current) secondStep.current?.focus();
    wasConnected.current = isConnected;
  }, [isConnected]);

  const breakouts = preview?.[settings.sensitivity].now ?? 0;
  return (
    <I18nProvider value={page}>
      <main>
        <header>
          <h1>{t('extension.name')}</h1>
          <p>{t('welcome.intro')}</p>
          <ExampleRow />
        </header>
        <ol class="steps">
          <Step number={1} title={t('welcome.keyTitle')} isDone={isConnected} isOpen heading={null}>
            {!hasAccess && (
              <ProblemNotice
                problem={createProblem('access-missing')}
                onGrantAccess={() => void requestApiAccess()}
              />
            )}
            <ApiKeyField
              keyOwner={keyOwner}
              isKeyWanted={false}
              hasAccess={hasAccess}
              onSave={saveKey}
              onRemove={async () => void (await sendToWorker({ type: 'remove-key' }))}
            />
            {isSample ? (
              <p role="status">
                {preview === null ? t('state.firstSyncTitle') : t('sample.ready')}
              </p>
            ) : (
              keyOwner === null && (
                <p>
                  <button
                    class="button"
                    type="button"
                    onClick={() => void sendToWorker({ type: 'start-sample' })}
                  >
                    {t('sample.start')}
                  </button>
                </p>
              )
            )}
          </Step>
          <Step
            number={2}
            title={t('options.sensitivityTitle')}
            isDone={isRead}
            isOpen={isConnected}
            heading={secondStep}
          >
            {!isRead && status.problem === null && <FirstUpdate progress={status.progress} />}
            {!isRead && status.problem !== null && <ProblemNotice problem={status.problem} />}
            <FirstSettings settings={settings} preview={preview} />
          </Step>
          <Step
            number={3}
            title={t('welcome.pinTitle')}
            isDone={isConnected && isOnToolbar === true}
            isOpen={isConnected}
            heading={null}
          >
            <PinHint isOnToolbar={isOnToolbar} />
          </Step>
        </ol>
        <p class="result" role="status">
          {isRead &&
            (breakouts === 0
              ? t('welcome.resultNone')
              : t.plural('welcome.result', breakouts, formatCount(breakouts, page.locale)))}
        </p>
        <p>
          <button class="link quiet" type="button" onClick={() => void openOptions()}>
            {t('welcome.allOptions')}
          </button>
        </p>
      </main>
    </I18nProvider>
  );
}
