import { useLayoutEffect, useState } from 'preact/hooks';
import { ApiKeyField } from '../../components/fields/ApiKeyField.tsx';
import { I18nProvider } from '../../components/hooks/i18n-context.ts';
import { useStoredValue } from '../../components/hooks/use-stored-value.ts';
import { applyLook } from '../../components/look.ts';
import { Notices } from '../../components/status/Notices.tsx';
import { ProblemNotice } from '../../components/status/ProblemNotice.tsx';
import type { SensitivityPreview } from '../../utils/breakouts/output/sensitivity-preview.ts';
import { apiAccess, requestApiAccess } from '../../utils/browser/api-access.ts';
import type { Command } from '../../utils/browser/commands.ts';
import { saveKey, saveSetting, sendToWorker } from '../../utils/browser/settings-commands.ts';
import { messageLocale, translate } from '../../utils/browser/translate.ts';
import { createProblem } from '../../utils/creator-audit/problem/create-problem.ts';
import type { ProblemKind } from '../../utils/creator-audit/problem/problem.ts';
import type { Settings } from '../../utils/settings/settings.ts';
import type { ApiDeprecation } from '../../utils/state/api-deprecation.ts';
import type { WorkerEvent } from '../../utils/state/event.ts';
import type { KeyOwner } from '../../utils/state/key-owner.ts';
import type { Notice } from '../../utils/state/notice.ts';
import type { SyncStatus } from '../../utils/state/sync-status.ts';
import {
  apiDeprecationValue,
  keyOwnerValue,
  noticesValue,
  sensitivityPreviewValue,
  settingsValue,
  syncStatusValue,
} from '../../utils/storage/page-values.ts';
import { About } from './About.tsx';
import { Advanced } from './Advanced.tsx';
import { Appearance } from './Appearance.tsx';
import { Alerts } from './alerts/Alerts.tsx';
import { Help } from './Help.tsx';
import { Sensitivity } from './Sensitivity.tsx';
import type { SettingProps } from './setting-props.ts';
import { TrackedPosts } from './TrackedPosts.tsx';

const t = translate;

/** The problems that only another key solves. */
const NEEDS_KEY: ReadonlySet<ProblemKind | undefined> = new Set([
  'unauthorized',
  'forbidden',
  'insufficient-scope',
  'key-missing',
]);

/**
 * The options page: shows stored values and sends commands. A setting is saved as soon as it is
 * entered.
 */
export function OptionsApp(props: {
  readonly initial: {
    readonly settings: Settings;
    readonly keyOwner: KeyOwner | null;
    readonly preview: SensitivityPreview | null;
    readonly notices: readonly Notice[];
    readonly deprecation: ApiDeprecation;
    readonly events: readonly WorkerEvent[];
    readonly status: SyncStatus;
  };
}) {
  const [page] = useState(() => ({ t, locale: messageLocale(), now: Date.now() }));
  const settings = useStoredValue(settingsValue, props.initial.settings);
  const keyOwner = useStoredValue(keyOwnerValue, props.initial.keyOwner);
  const preview = useStoredValue(sensitivityPreviewValue, props.initial.preview);
  const notices = useStoredValue(noticesValue, props.initial.notices);
  const deprecation = useStoredValue(apiDeprecationValue, props.initial.deprecation);
  const hasAccess = useStoredValue<boolean>(apiAccess, true);
  const status = useStoredValue(syncStatusValue, props.initial.status);
  const [report, setReport] = useState('');
  useLayoutEffect(() => applyLook(settings), [settings.theme, settings.density]);

  const sendAndReport = async (command: Command, whenDone: string) => {
    const answer = await sendToWorker(command);
    setReport(answer.result === 'failed' ? t('options.notSaved', answer.reason) : whenDone);
  };
  const bind: SettingProps['bind'] = (setting) => ({
    setting,
    value: settings[setting],
    onSave: (value) => saveSetting(setting, value),
  });

  return (
    <I18nProvider value={page}>
      <main>
        <header>
          <h1>{t('extension.name')}</h1>
          <p class="report" role="status">
            {report}
          </p>
        </header>

        <Notices
          notices={notices}
          deprecation={deprecation}
          onDismiss={() => void sendAndReport({ type: 'dismiss-notices' }, '')}
        />

        <section>
          <h2>{t('options.keyTitle')}</h2>
          {!hasAccess && (
            <ProblemNotice
              problem={createProblem('access-missing')}
              onGrantAccess={() => void requestApiAccess()}
            />
          )}
          <ApiKeyField
            keyOwner={keyOwner}
            isKeyWanted={NEEDS_KEY.has(status.problem?.kind)}
            hasAccess={hasAccess}
            onSave={async (key, mayReplaceOrganization) => {
              const check = await saveKey(key, mayReplaceOrganization);
              setReport(check.result === 'failed' ? t('options.notSaved', check.reason) : '');
              return check;
            }}
            onRemove={async () =>
              await sendAndReport({ type: 'remove-key' }, t('options.keyRemoved'))
            }
          />
        </section>

        <TrackedPosts settings={settings} bind={bind} />
        <Sensitivity settings={settings} bind={bind} preview={preview} />
        <Alerts settings={settings} bind={bind} />
        <Appearance settings={settings} bind={bind} />
        <Advanced settings={settings} bind={bind} />
        <Help
          initialEvents={props.initial.events}
          onReport={setReport}
          onDeleteAll={async () =>
            await sendAndReport({ type: 'delete-all-data' }, t('options.allDeleted'))
          }
        />
        <section>
          <h2>{t('about.title')}</h2>
          <About />
        </section>
      </main>
    </I18nProvider>
  );
}
