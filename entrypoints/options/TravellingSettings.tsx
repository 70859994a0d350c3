import { useRef, useState } from 'preact/hooks';
import { ToggleField } from '../../components/fields/ToggleField.tsx';
import { useI18n } from '../../components/hooks/i18n-context.ts';
import { useStoredValue } from '../../components/hooks/use-stored-value.ts';
import type { Command } from '../../utils/browser/commands.ts';
import { saveFile } from '../../utils/browser/save-file.ts';
import { sendToWorker } from '../../utils/browser/settings-commands.ts';
import { settingLabel, settingValueInWords } from '../../utils/messages/setting-messages.ts';
import type { Settings } from '../../utils/settings/settings.ts';
import {
  type ReadSettingsFile,
  readSettingsFile,
  writeSettingsFile,
} from '../../utils/settings/settings-file.ts';
import { readSavedFilters, type SavedFilter } from '../../utils/state/saved-filters.ts';
import { savedFiltersValue, settingsSharingValue } from '../../utils/storage/page-values.ts';
import type { SettingProps } from './setting-props.ts';

const FILE_NAME = 'breakouts-settings.json';

/** The ways in which settings reach other browsers: a file, and the browser's own sync. */
export function TravellingSettings({ settings, bind }: SettingProps) {
  const { t } = useI18n();
  const savedFilters = useStoredValue(savedFiltersValue, []);
  const { failure } = useStoredValue(settingsSharingValue, { failure: null });
  const picker = useRef<HTMLInputElement>(null);
  const [read, setRead] = useState<ReadSettingsFile | null>(null);
  const [report, setReport] = useState('');
  const close = (words: string) => {
    setRead(null);
    setReport(words);
    if (picker.current !== null) picker.current.value = '';
  };

  const apply = async (changes: Readonly<Partial<Settings>>, filters: readonly SavedFilter[]) => {
    const commands: readonly Command[] = [
      { type: 'save-settings', changes: { ...changes } },
      ...filters.map((filter) => ({ type: 'save-filter', filter, place: null }) as const),
    ];
    for (const command of commands) {
      const answer = await sendToWorker(command);
      if (answer.result === 'failed') return close(t('options.notSaved', answer.reason));
    }
    close(t('options.importDone'));
  };

  return (
    <>
      <ToggleField
        label={t('options.syncLabel')}
        hint={t('options.syncHint')}
        {...bind('syncSettings')}
      />
      {settings.syncSettings && failure !== null && (
        <p class="error" role="alert">
          {t(failure === 'quota' ? 'options.syncQuota' : 'options.syncFailed')}
        </p>
      )}
      <div class="field">
        <p class="label">{t('options.fileLabel')}</p>
        <p class="buttons">
          <button
            class="button"
            type="button"
            onClick={() => {
              const text = writeSettingsFile(settings, savedFilters, Date.now());
              saveFile(FILE_NAME, new Blob([text], { type: 'application/json' }));
            }}
          >
            {t('options.export')}
          </button>
          <button class="button" type="button" onClick={() => picker.current?.click()}>
            {t('options.import')}
          </button>
        </p>
        <input
          ref={picker}
          type="file"
          accept="application/json,.json"
          hidden
          onChange={async (event) => {
            const file = event.currentTarget.files?.[0];
            if (file === undefined) return;
            setReport('');
            setRead(readSettingsFile(await file.text(), settings));
          }}
        />
        <p class="quiet hint">{t('options.fileHint')}</p>
        <p class="saved" role="status">
          {report}
        </p>
        {read !== null && (
          <Preview
            read={read}
            settings={settings}
            savedFilters={savedFilters}
            onApply={apply}
            onCancel={() => close('')}
          />
        )}
      </div>
    </>
  );
}

/** The changes of an import, and the parts of the file that do not fit. */
function Preview(props: {
  readonly read: ReadSettingsFile;
  readonly settings: Settings;
  readonly savedFilters: readonly SavedFilter[];
  readonly onApply: (changes: Readonly<Partial<Settings>>, filters: readonly SavedFilter[]) => void;
  readonly onCancel: () => void;
}) {
  const page = useI18n();
  const { t } = page;
  const { read, settings } = props;
  if (!read.ok) {
    return (
      <p class="error" role="alert">
        {t(read.fault === 'newer-version' ? 'options.importNewer' : 'options.importNotSettings')}
      </p>
    );
  }
  const changes = Object.entries(read.changes);
  const present = new Set(props.savedFilters.map((filter) => JSON.stringify(filter)));
  const filters = readSavedFilters(read.savedFilters).filter(
    (filter) => !present.has(JSON.stringify(filter)),
  );
  const hasChanges = changes.length + filters.length > 0;
  return (
    <section class="notice" aria-label={t('options.importTitle')}>
      <p role="status">
        {!hasChanges
          ? t('options.importNothing')
          : changes.length > 0 && t.plural('options.importChanges', changes.length, changes.length)}
      </p>
      <ul>
        {changes.map(([setting, value]) => (
          <li key={setting}>
            {t(
              'options.importChange',
              settingLabel(setting, t),
              settingValueInWords(setting, settings[setting], page),
              settingValueInWords(setting, value, page),
            )}
          </li>
        ))}
        {filters.length > 0 && (
          <li>{t('groups.importFilters', filters.map(({ name }) => name).join(', '))}</li>
        )}
        {read.invalid.map((setting) => (
          <li key={setting}>{t('options.importInvalid', settingLabel(setting, t))}</li>
        ))}
        {read.unknown.map((setting) => (
          <li key={setting}>{t('options.importUnknown', setting)}</li>
        ))}
      </ul>
      <p class="buttons">
        {hasChanges && (
          <button
            class="button primary"
            type="button"
            onClick={() => props.onApply(read.changes, filters)}
          >
            {t('options.importApply')}
          </button>
        )}
        <button class="button" type="button" onClick={props.onCancel}>
          {t('options.cancel')}
        </button>
      </p>
    </section>
  );
}
