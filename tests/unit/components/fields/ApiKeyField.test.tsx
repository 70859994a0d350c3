// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { afterEach, describe, expect, it } from 'vitest';
import { ApiKeyField } from '../../../../components/fields/ApiKeyField.tsx';
import { I18nProvider } from '../../../../components/hooks/i18n-context.ts';
import { createProblem } from '../../../../utils/creator-audit/problem/create-problem.ts';
import type { KeyCheck } from '../../../../utils/state/key-check.ts';
import type { KeyOwner } from '../../../../utils/state/key-owner.ts';
import { english } from '../../../builders/english.ts';
import { aKeyOwner } from '../../../builders/key-owner.ts';
import { NOW } from '../../../builders/time.ts';

afterEach(cleanup);

const settled = () => act(() => new Promise((resolve) => setTimeout(resolve)));
const press = async (name: string) => {
  fireEvent.click(screen.getByRole('button', { name }));
  await settled();
};

/** The options page around the field: it hears of a removed key from storage, sooner or later. */
function Page(props: {
  readonly owner: KeyOwner | null;
  readonly check?: KeyCheck;
  readonly hearsLate?: boolean;
}) {
  const [owner, setOwner] = useState(props.owner);
  return (
    <I18nProvider value={{ t: english, locale: 'en', now: NOW }}>
      <ApiKeyField
        keyOwner={owner}
        isKeyWanted={false}
        hasAccess
        onSave={async () => props.check ?? { result: 'ok' }}
        onRemove={async () => {
          if (props.hearsLate) setTimeout(() => setOwner(null));
          else setOwner(null);
        }}
      />
    </I18nProvider>
  );
}

describe('ApiKeyField', () => {
  it.each(['offline', 'timeout', 'network', 'rate-limited', 'server-error'] as const)(
    'does not promise to check a key again by itself (%s)',
    async (kind) => {
      render(<Page owner={null} check={{ result: 'problem', problem: createProblem(kind) }} />);
      fireEvent.input(screen.getByLabelText('API key'), { target: { value: 'ca_key_0001' } });
      await press('Save key');
      const text = document.body.textContent ?? '';
      expect(text).toContain("The key wasn't saved. Check your connection and save it again.");
      expect(text).not.toMatch(/by itself|automatically|will (try|continue|update)/i);
    },
  );

  it.each([false, true])(
    'moves the focus to the empty field after Disconnect (page hears late: %s)',
    async (hearsLate) => {
      render(<Page owner={aKeyOwner()} hearsLate={hearsLate} />);
      await press('Disconnect…');
      await press('Disconnect and delete');
      await settled();
      expect(document.activeElement).toBe(screen.getByLabelText('API key'));
    },
  );

  it('shows the name of a key without what would reorder the text around it', () => {
    render(<Page owner={aKeyOwner({ apiKeyName: '\u202eBreakouts' })} />);
    expect(document.body.textContent).toContain('Breakouts');
    expect(document.body.textContent).not.toContain('\u202e');
  });

  it('moves the focus to the field that replaces the key', async () => {
    render(<Page owner={aKeyOwner()} />);
    await press('Replace key');
    expect(document.activeElement).toBe(screen.getByLabelText('API key'));
  });

  it('moves the focus back to Disconnect when the question is cancelled', async () => {
    render(<Page owner={aKeyOwner()} />);
    await press('Disconnect…');
    await press('Cancel');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Disconnect…' }));
  });
});
