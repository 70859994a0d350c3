// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { afterEach, describe, expect, it } from 'vitest';
import { NamesField } from '../../../../components/fields/NamesField.tsx';
import { I18nProvider } from '../../../../components/hooks/i18n-context.ts';
import { english } from '../../../builders/english.ts';
import { NOW } from '../../../builders/time.ts';

afterEach(cleanup);

const CHOICES = [
  { value: 'account-1', name: '@\u202eoskar\u202c' },
  { value: 'account-2', name: '\u200b' },
];

function Page({ value: initial }: { readonly value: readonly string[] }) {
  const [value, setValue] = useState(initial);
  return (
    <I18nProvider value={{ t: english, locale: 'en', now: NOW }}>
      <NamesField
        label="Accounts"
        hint="All when empty."
        value={value}
        choices={CHOICES}
        onSave={async (saved) => {
          setValue(saved);
          return null;
        }}
      />
    </I18nProvider>
  );
}

const namesShown = () => screen.queryAllByRole('listitem').map((item) => item.textContent);
const settled = () => act(() => new Promise((resolve) => setTimeout(resolve)));

describe('NamesField', () => {
  it('shows names without what would reorder the text around them', () => {
    render(<Page value={['account-1', 'account-2', 'gone\u202e']} />);
    expect(namesShown()).toEqual(['@oskar×', '?×', 'gone×']);
  });

  it('completes and finds a name as it is shown, with or without the @', async () => {
    const { container } = render(<Page value={[]} />);
    const completions = [...container.querySelectorAll('option')].map(({ value }) => value);
    expect(completions).toEqual(['@oskar', '?']);
    fireEvent.input(screen.getByLabelText('Accounts'), { target: { value: 'OSKAR' } });
    fireEvent.keyDown(screen.getByLabelText('Accounts'), { key: 'Enter' });
    await settled();
    expect(namesShown()).toEqual(['@oskar×']);
  });

  it('says so when nothing has the name, and saves nothing', async () => {
    render(<Page value={[]} />);
    fireEvent.input(screen.getByLabelText('Accounts'), { target: { value: 'nobody' } });
    fireEvent.keyDown(screen.getByLabelText('Accounts'), { key: 'Enter' });
    await settled();
    expect(screen.getByLabelText('Accounts').getAttribute('aria-invalid')).toBe('true');
    expect(namesShown()).toEqual([]);
  });

  it('moves the focus to its field when a name is removed', async () => {
    render(<Page value={['account-1']} />);
    fireEvent.click(screen.getByRole('button', { name: 'Remove @oskar' }));
    await settled();
    expect(namesShown()).toEqual([]);
    expect(document.activeElement).toBe(screen.getByLabelText('Accounts'));
  });
});
