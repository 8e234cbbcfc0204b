/**
 * Guessing is slowed down; a room that types its code right is not. Only wrong codes
 * count: 10 a minute for a device, 300 for an address, since a whole room shares one.
 */
import type { IncomingMessage } from 'node:http';
import { networkOf } from './networks.ts';
import type { Limiter, Limiters } from './open-limiters.ts';
import { hashOf } from './secrets.ts';
import type { Sessions } from './sessions.ts';

/**
 * Whoever is at the door: its session if it has one, else its address and kind of browser.
 * A made-up cookie makes a new device, but the address still counts.
 */
export interface Guest {
  readonly tokenHash: string | null;
  readonly address: string;
  readonly browser: string;
}

export function guestOf(sessions: Sessions, request: IncomingMessage, address: string): Guest {
  return {
    tokenHash: sessions.tokenHashOf(request),
    address,
    browser: request.headers['user-agent'] ?? '',
  };
}

export interface WrongCodes {
  /** Milliseconds this guest has to wait, 0 for none. A right code waits too: else the wait would tell. */
  waitOf(guest: Guest): Promise<number>;
  count(guest: Guest): Promise<void>;
}

const PER_DEVICE = 10;
const PER_ADDRESS = 300;
const WINDOW_S = 60;

export function openWrongCodes(limiters: Limiters): WrongCodes {
  const devices = limiters.open('codes-device', PER_DEVICE, WINDOW_S);
  const addresses = limiters.open('codes-address', PER_ADDRESS, WINDOW_S);
  const waitAt = async (limiter: Limiter, key: string, points: number) => {
    const used = await limiter.get(key);
    return used !== null && used.consumedPoints >= points ? Math.max(1, used.msBeforeNext) : 0;
  };
  return {
    async waitOf(guest) {
      return Math.max(
        await waitAt(devices, deviceOf(guest), PER_DEVICE),
        await waitAt(addresses, networkOf(guest.address), PER_ADDRESS),
      );
    },
    async count(guest) {
      await devices.penalty(deviceOf(guest), 1);
      await addresses.penalty(networkOf(guest.address), 1);
    },
  };
}

/** Hashed: no address and no browser's name is kept as it is. */
function deviceOf(guest: Guest): string {
  return guest.tokenHash ?? hashOf(`${guest.address}\n${guest.browser}`);
}
