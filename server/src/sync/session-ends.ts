/** What a session's end or new token means for open sockets; boards and texts alike. */
import type { SeatId } from '@tavolo/model';
import { CLOSE } from '@tavolo/protocol';
import type { Doorkeeper } from '../people/contract.ts';
import type { Connection } from './connection.ts';

/** The person has left on this device. */
export function endSession(
  connections: Iterable<Connection>,
  seatId: SeatId,
  tokenHash: string,
): void {
  for (const connection of connections) {
    const { visitor } = connection;
    if (visitor.seatId !== seatId || visitor.tokenHash !== tokenHash) continue;
    connection.close(CLOSE.unauthorised, 'the session has ended');
  }
}

/** The browser's token was changed; its sockets stay open under the new one. */
export function followToken(
  connections: Iterable<Connection>,
  tokenHash: string,
  nextTokenHash: string,
): void {
  for (const connection of connections) {
    if (connection.visitor.tokenHash !== tokenHash) continue;
    connection.visitor = { ...connection.visitor, tokenHash: nextTokenHash };
  }
}

/**
 * Ends what is over. An open document alone prolongs no session; commands over `live` do. The
 * page dials again, and the door says whether it may: its browser may have a new token of which
 * this node has not heard.
 */
export async function endExpired(
  connections: Iterable<Connection>,
  doorkeeper: Doorkeeper,
): Promise<void> {
  for (const connection of [...connections]) {
    if (await doorkeeper.stays(() => connection.visitor, false)) continue;
    connection.close(CLOSE.restarting, JSON.stringify({ retryAfter: 0 }));
  }
}
