import { describe, expect, it } from 'vitest';
import type { Channel } from '../../../utils/alerts/channel.ts';
import type { ChannelFault } from '../../../utils/alerts/channel-state.ts';
import {
  addressSentence,
  faultSentence,
  refusalSentence,
} from '../../../utils/messages/channel-messages.ts';
import { english } from '../../builders/english.ts';
import { NOW } from '../../builders/time.ts';

/** The words that users read about each fault of a channel. */
const FAULTS = [
  ['offline', 'slack', /^You're offline/],
  ['network', 'slack', /^Slack can't be reached/],
  ['timeout', 'discord', /^Discord took too long/],
  ['rate-limited', 'slack', /^Slack asked us to slow down/],
  ['server-error', 'discord', /^Discord has a problem .*error 404/],
  ['redirected', 'slack', /^Slack pointed to another address/],
  ['rejected', 'slack', /^Slack rejected a message \(error 404\)/],
  ['revoked', 'discord', /^Discord no longer accepts this address \(error 404\)/],
  ['not-shown', 'desktop', /^Your browser couldn't show a notification/],
  ['access-missing', 'desktop', /^Your browser no longer allows notifications/],
  ['access-missing', 'discord', /^Your browser no longer allows access to discord\.com,/],
  ['address-missing', 'slack', /address/],
] as const satisfies readonly (readonly [ChannelFault, Channel, RegExp])[];

describe('faultSentence', () => {
  const faultOf = (kind: ChannelFault, status: number | null) => ({
    fault: { kind, status, at: NOW },
  });

  it.each(FAULTS)('says why messages do not get through: %s of %s', (kind, channel, words) => {
    expect(faultSentence(channel, faultOf(kind, 404), english)).toMatch(words);
  });

  it('has no error number where there was no response', () => {
    expect(faultSentence('slack', faultOf('server-error', null), english)).toContain('(error –)');
  });

  it('says nothing where messages get through', () => {
    expect(faultSentence('slack', { fault: null }, english)).toBeNull();
  });
});

describe('refusalSentence', () => {
  it('names what the browser has refused', () => {
    expect(refusalSentence('desktop', english)).toMatch(/didn't allow notifications/);
    expect(refusalSentence('slack', english)).toMatch(/access to hooks\.slack\.com,/);
  });
});

describe('addressSentence', () => {
  it.each([
    ['empty', /^Paste the address first/],
    ['other-channel', /another service. Discord addresses begin with https:\/\/discord\.com\/api/],
    ['other-address', /begin with https:\/\/discord\.com\/api\/webhooks\/ work here/],
    ['incomplete', /isn't complete/],
  ] as const)('says what is wrong with an address: %s', (fault, words) => {
    expect(addressSentence('discord', fault, english)).toMatch(words);
  });
});
