// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { I18nProvider } from '../../../../components/hooks/i18n-context.ts';
import { Notices } from '../../../../components/status/Notices.tsx';
import type { ApiDeprecation } from '../../../../utils/state/api-deprecation.ts';
import { NOT_ASKED_YET } from '../../../../utils/state/initial-state.ts';
import type { Notice } from '../../../../utils/state/notice.ts';
import { english } from '../../../builders/english.ts';
import { DAY, NOW } from '../../../builders/time.ts';

afterEach(cleanup);

function shown(notices: readonly Notice[], deprecation: ApiDeprecation = NOT_ASKED_YET) {
  const onDismiss = vi.fn();
  render(
    <I18nProvider value={{ t: english, locale: 'en', now: NOW }}>
      <Notices notices={notices} deprecation={deprecation} onDismiss={onDismiss} />
    </I18nProvider>,
  );
  return onDismiss;
}

describe('Notices', () => {
  it('renders nothing without notices', () => {
    shown([]);
    expect(screen.queryByRole('status')).toBeNull();
  });

  it('shows what was lost until dismissed, and nothing for lossless repairs', () => {
    const onDismiss = shown(['settings-restored', 'seen-lost']);
    const text = screen.getByRole('status').textContent;
    expect(text).not.toContain('Your settings were repaired');
    expect(text).toContain('may look new again');
    screen.getByRole('button', { name: 'Got it' }).click();
    expect(onDismiss).toHaveBeenCalledOnce();
  });

  it('announces the end of the API without an action', () => {
    shown([], { ...NOT_ASKED_YET, sunset: NOW + DAY });
    expect(screen.getByRole('status').textContent).toContain('November 24, 2026');
    expect(screen.queryByRole('button')).toBeNull();
  });
});
