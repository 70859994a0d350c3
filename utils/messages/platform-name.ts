import { cleanText } from '../format/clean-text.ts';
import type { Translate } from './translate.ts';

/** Names a platform for people: as the catalogue has it, else in the API's word. */
export function platformName(platform: string | null, t: Translate): string {
  if (platform === 'instagram' || platform === 'tiktok') return t(`platform.${platform}`);
  return cleanText(platform) ?? t('platform.unknown');
}
