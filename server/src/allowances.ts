/**
 * What is counted across doors: a seat has one allowance of commands, whether they come
 * over HTTP or the live channel, and one number of connections, wherever they lead. Opened
 * by `app.ts` and handed to every door.
 */
import { LIMITS, type Limits } from './limits.ts';
import { openSeatSockets, type SeatSockets } from './people/seat-sockets.ts';
import { openUndecided, type Undecided } from './undecided.ts';
import { openRate, type Rate } from './workshop/rate.ts';

export interface Allowances {
  readonly limits: Limits;
  /** By seat. */
  readonly commands: Rate;
  readonly requests: Rate;
  readonly exports: Rate;
  /** By workshop. */
  readonly resets: Rate;
  /** By network. */
  readonly addresses: Rate;
  readonly sockets: SeatSockets;
  readonly undecided: Undecided;
}

export function openAllowances(clock: () => number, limits: Limits = LIMITS): Allowances {
  return {
    limits,
    commands: openRate(clock, limits.commands),
    requests: openRate(clock, limits.requests),
    exports: openRate(clock, limits.exports),
    resets: openRate(clock, limits.resets),
    addresses: openRate(clock, limits.address),
    sockets: openSeatSockets(limits.socketsPerSeat),
    undecided: openUndecided(limits.undecided),
  };
}
