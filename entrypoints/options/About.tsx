import { browser } from '../../utils/browser/browser.ts';
import { translate } from '../../utils/browser/translate.ts';

const t = translate;

/** The list of bundled software of others, which the build writes beside the pages. */
const NOTICES_URL = '/third-party-notices.txt';

/** The version, who made the extension and who did not, and the documents that belong to it. */
export function About() {
  const { version, homepage_url: homepage = '' } = browser.runtime.getManifest();
  return (
    <>
      <p>{t('about.version', version)}</p>
      <p class="quiet">{t('about.notAffiliated')}</p>
      <ul class="links">
        <li>
          <a href={homepage} target="_blank" rel="noreferrer">
            {t('about.project')}
          </a>
        </li>
        <li>
          <a href={`${homepage}/blob/main/docs/privacy-policy.md`} target="_blank" rel="noreferrer">
            {t('about.privacyPolicy')}
          </a>
        </li>
        <li>
          <a href={NOTICES_URL} target="_blank" rel="noreferrer">
            {t('about.notices')}
          </a>
        </li>
      </ul>
    </>
  );
}
