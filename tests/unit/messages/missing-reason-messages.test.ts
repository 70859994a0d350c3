import { describe, expect, it } from 'vitest';
import {
  missingReasonAdvice,
  missingReasonOfPost,
  missingReasonOfPosts,
} from '../../../utils/messages/missing-reason-messages.ts';
import { english as t } from '../../builders/english.ts';

describe('missing reasons in words', () => {
  it('say why one post is not compared, and what to do', () => {
    expect(missingReasonOfPost('account-paused', '7 days', t)).toBe(
      'Not compared: account paused in CreatorAudit.',
    );
    expect(missingReasonAdvice('account-paused', t)).toBe(
      'Resume the account in CreatorAudit to have its posts counted again.',
    );
    expect(missingReasonOfPost('too-few-posts', '7 days', t)).toBe(
      'Not compared: on an account with fewer than 4 posts.',
    );
  });

  it('say of many posts how many accounts lack posts', () => {
    expect(missingReasonOfPosts('too-few-posts', '7 days', '2 accounts', t)).toBe(
      'on accounts with fewer than 4 posts (2 accounts)',
    );
  });

  it('have words for a reason of a later version', () => {
    expect(missingReasonOfPosts('moon-phase', '7 days', '', t)).toBe(
      'not compared for another reason',
    );
    expect(missingReasonOfPosts('toString', '7 days', '', t)).toBe(
      'not compared for another reason',
    );
    expect(missingReasonAdvice('moon-phase', t)).toBe('There is nothing you need to do.');
  });
});
