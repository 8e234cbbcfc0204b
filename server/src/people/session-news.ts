/**
 * What becomes of a session is told to whoever holds its sockets, on this node and on the
 * others: they go on under the new token, or end at once. Where a message is lost, the watch
 * over the sessions finds out within a minute. Opened by `app`.
 */
import type { SeatId, WorkshopId } from '@tavolo/model';
import type { Bus } from '../bus/bus.ts';
import type { Visitor } from './contract.ts';
import type { Sessions } from './sessions.ts';

export interface SocketHolder {
  leaveSeat(workshopId: WorkshopId, seatId: SeatId, tokenHash: string): void;
  tokenRotated(tokenHash: string, nextTokenHash: string): void;
}

export interface SessionNews {
  /** The person has left on this device. */
  hasLeft(visitor: Visitor): void;
  close(): void;
}

export function openSessionNews(
  bus: Bus,
  sessions: Sessions,
  holders: readonly SocketHolder[],
): SessionNews {
  const leave = ({ workshopId, seatId, tokenHash }: Visitor): void => {
    for (const holder of holders) holder.leaveSeat(workshopId, seatId, tokenHash);
  };
  const rotate = (tokenHash: string, nextTokenHash: string): void => {
    for (const holder of holders) holder.tokenRotated(tokenHash, nextTokenHash);
  };
  // Here at once: the answer that brings the new token must not overtake it.
  sessions.whenRotated((tokenHash, nextTokenHash) => {
    rotate(tokenHash, nextTokenHash);
    bus.tell({ is: 'rotated', tokenHash, nextTokenHash });
  });
  const stop = bus.listen((message, from) => {
    if (from === bus.node) return;
    if (message.is === 'left') leave(message);
    if (message.is === 'rotated') rotate(message.tokenHash, message.nextTokenHash);
  });
  return {
    hasLeft(visitor) {
      leave(visitor);
      const { workshopId, seatId, tokenHash } = visitor;
      bus.tell({ is: 'left', workshopId, seatId, tokenHash });
    },
    close: stop,
  };
}
