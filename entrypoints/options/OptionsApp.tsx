import { useState } from 'preact/hooks';
import { ApiKeyField, type KeyCheck } from '../../components/fields/ApiKeyField.tsx';
import { ChoiceField } from '../../components/fields/ChoiceField.tsx';
import { NumberField } from '../../components/fields/NumberField.tsx';
import { SensitivityFields } from '../../components/fields/SensitivityFields.tsx';
import { ToggleField } from '../../components/fields/ToggleField.tsx';
import { I18nProvider } from '../../components/hooks/i18n-context.ts';
import { useStoredValue } from '../../components/hooks/use-stored-value.ts';
import { Notices } from '../../components/status/Notices.tsx';
import { ProblemNotice } from '../../components/status/ProblemNotice.tsx';
import type { SensitivityPreview } from '../../utils/breakouts/output/sensitivity-preview.ts';
import { apiAccess, requestApiAccess } from '../../utils/browser/api-access.ts';
import {
  type Command,
  type CommandResult,
  requestFromWorker,
} from '../../utils/browser/commands.ts';
import { messageLocale, translate } from '../../utils/browser/translate.ts';
import { createProblem } from '../../utils/creator-audit/problem/create-problem.ts';
import type { Settings } from '../../utils/settings/settings.ts';
import type { ApiDeprecation } from '../../utils/state/api-deprecation.ts';
import type { WorkerEvent } from '../../utils/state/event.ts';
import type { KeyOwner } from '../../utils/state/key-owner.ts';
import type { Notice } from '../../utils/state/notice.ts';
import {
  apiDeprecationValue,
  keyOwnerValue,
  noticesValue,
  sensitivityPreviewValue,
  settingsValue,
} from '../../utils/storage/page-values.ts';
import { About } from './About.tsx';
import { Diagnostics } from './Diagnostics.tsx';
import { Shortcut } from './Shortcut.tsx';

const t = translate;

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
  };
}) {
  const [page] = useState(() => ({ t, locale: messageLocale(), now: Date.now() }));
  const settings = useStoredValue(settingsValue, props.initial.settings);
  const keyOwner = useStoredValue(keyOwnerValue, props.initial.keyOwner);
  const preview = useStoredValue(sensitivityPreviewValue, props.initial.preview);
  const notices = useStoredValue(noticesValue, props.initial.notices);
  const deprecation = useStoredValue(apiDeprecationValue, props.initial.deprecation);
  const hasAccess = useStoredValue<boolean>(apiAccess, true);
  const [report, setReport] = useState('');

  const sendAndReport = async (command: Command, whenDone: string): Promise<CommandResult> => {
    const answer = await requestFromWorker(command).catch(
      (): CommandResult => ({ result: 'failed', reason: t('options.workerNotResponding') }),
    );
    if (answer.result === 'ok') setReport(whenDone);
    if (answer.result === 'failed') setReport(t('options.notSaved', answer.reason));
    return answer;
  };
  const saveKey = async (key: string, mayReplaceOrganization: boolean): Promise<KeyCheck> => {
    // First, while the click counts as a gesture. Without access the check of the key reports it.
    await requestApiAccess();
    const answer = await sendAndReport({ type: 'save-key', key, mayReplaceOrganization }, '');
    return answer.result === 'failed' ? { result: 'failed' } : answer;
  };
  const save = <K extends keyof Settings & string>(setting: K) => {
    return (value: Settings[K]) =>
      void sendAndReport(
        { type: 'save-settings', changes: { [setting]: value } },
        t('options.saved'),
      );
  };

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
            hasAccess={hasAccess}
            onSave={saveKey}
            onRemove={async () =>
              void (await sendAndReport({ type: 'remove-key' }, t('options.keyRemoved')))
            }
          />
          <ChoiceField
            label={t('options.keepKeyLabel')}
            hint={t('options.keepKeyHint')}
            value={settings.keyPersistence}
            choices={[
              { value: 'device', label: t('options.keepKeyDevice') },
              { value: 'session', label: t('options.keepKeySession') },
            ]}
            onSave={save('keyPersistence')}
          />
        </section>

        <section>
          <h2>{t('options.followTitle')}</h2>
          <NumberField
            setting="lookbackDays"
            label={t('options.windowLabel')}
            hint={t('options.windowHint')}
            value={settings.lookbackDays}
            onSave={save('lookbackDays')}
          />
          <ChoiceField
            label={t('options.listsLabel')}
            value={settings.lists}
            choices={[
              { value: 'account-videos', label: t('options.listsAccountVideos') },
              { value: 'videos', label: t('options.listsVideos') },
              { value: 'both', label: t('options.listsBoth') },
            ]}
            onSave={save('lists')}
          />
          <NumberField
            setting="refreshMinutes"
            label={t('options.refreshLabel')}
            hint={t('options.refreshHint')}
            value={settings.refreshMinutes}
            onSave={save('refreshMinutes')}
          />
          <NumberField
            setting="topMoversCount"
            label={t('options.topMoversLabel')}
            value={settings.topMoversCount}
            onSave={save('topMoversCount')}
          />
        </section>

        <section>
          <h2>{t('options.sensitivityTitle')}</h2>
          <SensitivityFields
            settings={settings}
            preview={preview}
            onSave={(setting, value) => save(setting)(value)}
          />
        </section>

        <section>
          <h2>{t('options.popupTitle')}</h2>
          <ToggleField
            label={t('options.showCoversLabel')}
            hint={t('options.showCoversHint')}
            value={settings.showCovers}
            onSave={save('showCovers')}
          />
          <ToggleField
            label={t('options.singleKeyShortcutsLabel')}
            hint={t('options.singleKeyShortcutsHint')}
            value={settings.singleKeyShortcuts}
            onSave={save('singleKeyShortcuts')}
          />
          <Shortcut />
        </section>

        <section>
          <h2>{t('options.requestsTitle')}</h2>
          <NumberField
            setting="rateSharePercent"
            label={t('options.rateShareLabel')}
            hint={t('options.rateShareHint')}
            value={settings.rateSharePercent}
            onSave={save('rateSharePercent')}
          />
        </section>

        <section>
          <h2>{t('event.title')}</h2>
          <Diagnostics initial={props.initial.events} onReport={setReport} />
        </section>

        <section>
          <h2>{t('about.title')}</h2>
          <About />
        </section>
      </main>
    </I18nProvider>
  );
}
