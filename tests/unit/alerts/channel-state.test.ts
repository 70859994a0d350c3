import { describe, expect, it } from 'vitest';
import {
  activeChannels,
  CHANNEL_OFF,
  CHANNELS_OFF,
  type ChannelFault,
  type ChannelState,
  channelStatesSchema,
} from '../../../utils/alerts/channel-state.ts';
import { NOW } from '../../builders/time.ts';

const ON: ChannelState = { ...CHANNEL_OFF, isOn: true, addressEnding: 'mW8x' };
const withFault = (kind: ChannelFault): ChannelState => ({
  ...ON,
  fault: { kind, status: null, at: NOW },
});

describe('activeChannels', () => {
  it('are those that are on and have an address, which the desktop does not need', () => {
    expect(activeChannels(CHANNELS_OFF)).toEqual([]);
    const noAddress = { ...ON, addressEnding: null };
    expect(activeChannels({ desktop: noAddress, slack: noAddress, discord: ON })).toEqual([
      ...['desktop', 'discord'],
    ]);
  });

  it.each(['revoked', 'access-missing', 'address-missing'] as const)(
    'are none that waits for the user: %s',
    (fault) => {
      expect(activeChannels({ ...CHANNELS_OFF, slack: withFault(fault), discord: ON })).toEqual([
        'discord',
      ]);
    },
  );

  it.each(['offline', 'rate-limited', 'rejected', 'not-shown'] as const)(
    'go on after what passes by itself: %s',
    (fault) => {
      expect(activeChannels({ ...CHANNELS_OFF, slack: withFault(fault) })).toEqual(['slack']);
    },
  );
});

describe('channelStatesSchema', () => {
  it('keeps the other channels when the state of one is damaged', () => {
    expect(channelStatesSchema.parse({ desktop: { isOn: 'yes' }, slack: ON })).toEqual({
      ...{ desktop: CHANNEL_OFF, slack: ON, discord: CHANNEL_OFF },
    });
  });
});
