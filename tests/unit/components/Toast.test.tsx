// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { I18nProvider } from '../../../components/hooks/i18n-context.ts';
import { Toast } from '../../../components/Toast.tsx';
import { english } from '../../builders/english.ts';
import { NOW } from '../../builders/time.ts';

afterEach(cleanup);

describe('Toast', () => {
  it('undoes once by a double click, and by the keyboard', () => {
    const onUndo = vi.fn();
    const toast = { text: 'Muted', canUndo: true };
    render(
      <I18nProvider value={{ t: english, locale: 'en', now: NOW }}>
        <Toast toast={toast} onUndo={onUndo} onEnd={() => undefined} />
      </I18nProvider>,
    );
    const undo = screen.getByRole('button', { name: 'Undo' });
    for (const detail of [1, 2]) fireEvent.click(undo, { detail });
    expect(onUndo).toHaveBeenCalledOnce();
    fireEvent.click(undo, { detail: 0 });
    expect(onUndo).toHaveBeenCalledTimes(2);
  });
});
