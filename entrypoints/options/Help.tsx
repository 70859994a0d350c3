import { useRef, useState } from 'preact/hooks';
import { Question } from '../../components/Question.tsx';
import { translate } from '../../utils/browser/translate.ts';
import type { WorkerEvent } from '../../utils/state/event.ts';
import { Diagnostics } from './Diagnostics.tsx';

const t = translate;

/** The log of activity with its report, and the way to delete everything; folded. */
export function Help(props: {
  readonly initialEvents: readonly WorkerEvent[];
  readonly onReport: (words: string) => void;
  readonly onDeleteAll: () => Promise<void>;
}) {
  const [isAsking, setIsAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setIsAsking(false);
    button.current?.focus();
  };
  return (
    <details>
      <summary>
        <h2>{t('options.helpTitle')}</h2>
      </summary>
      <h3>{t('event.title')}</h3>
      <Diagnostics initial={props.initialEvents} onReport={props.onReport} />
      <h3>{t('options.deleteAllTitle')}</h3>
      <p class="quiet hint">{t('options.deleteAllHint')}</p>
      <p class="buttons">
        <button ref={button} class="button danger" type="button" onClick={() => setIsAsking(true)}>
          {t('options.deleteAll')}
        </button>
      </p>
      {isAsking && (
        <Question
          text={t('options.deleteAllAsk')}
          yes={t('options.deleteAllYes')}
          onYes={() => void props.onDeleteAll().then(close)}
          onNo={close}
        />
      )}
    </details>
  );
}
