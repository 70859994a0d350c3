import { ChipsField } from '../../components/fields/ChipsField.tsx';
import { ToggleField } from '../../components/fields/ToggleField.tsx';
import { useStoredValue } from '../../components/hooks/use-stored-value.ts';
import {
  iconMenuPermission,
  isIconMenuOptional,
  switchIconMenu,
} from '../../utils/browser/icon-menu-permission.ts';
import { translate } from '../../utils/browser/translate.ts';
import { DENSITY_CHOICES, THEME_CHOICES } from '../../utils/settings/settings.ts';
import { Shortcut } from './Shortcut.tsx';
import type { SettingProps } from './setting-props.ts';

const t = translate;

/** The section of the looks: theme, density, covers and keys. */
export function Appearance({ bind }: SettingProps) {
  const hasIconMenu = useStoredValue<boolean>(iconMenuPermission, false);
  return (
    <section>
      <h2>{t('options.appearanceTitle')}</h2>
      <ChipsField
        label={t('options.themeLabel')}
        hint={t('options.themeHint')}
        {...bind('theme')}
        choices={THEME_CHOICES.map((theme) => ({ value: theme, label: t(`theme.${theme}`) }))}
      />
      <ChipsField
        label={t('options.densityLabel')}
        hint={t('options.densityHint')}
        {...bind('density')}
        choices={DENSITY_CHOICES.map((value) => ({ value, label: t(`density.${value}`) }))}
      />
      <ToggleField
        label={t('options.showCoversLabel')}
        hint={t('options.showCoversHint')}
        {...bind('showCovers')}
      />
      <ToggleField
        label={t('options.singleKeyShortcutsLabel')}
        hint={t('options.singleKeyShortcutsHint')}
        {...bind('singleKeyShortcuts')}
      />
      {isIconMenuOptional && (
        <ToggleField
          label={t('fullView.iconMenuLabel')}
          hint={t('fullView.iconMenuHint')}
          value={hasIconMenu}
          onSave={async (isOn) => ((await switchIconMenu(isOn)) ? null : t('toast.failed'))}
        />
      )}
      <Shortcut />
    </section>
  );
}
