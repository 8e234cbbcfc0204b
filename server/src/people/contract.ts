/** Who is asking: read from the session cookie by `people`, used by `http`, `live` and `sync`. */

import type { IncomingMessage } from 'node:http';
import type { SeatId, WorkshopId } from '@tavolo/model';

export interface Visitor {
  readonly workshopId: WorkshopId;
  readonly seatId: SeatId;
  /** SHA-256 of the session's token; names the session without opening it. */
  readonly tokenHash: string;
}

/** One browser may sit in several workshops: the cookie holds one token for each. */
export interface Doorkeeper {
  /** The visitor for a workshop, or null without a valid session. The seat itself is looked up in the workshop, on every command. */
  visitorOf(request: IncomingMessage, workshopId: WorkshopId): Promise<Visitor | null>;
  /**
   * Asked now and then for each open connection: false once its session has ended. What was
   * done over it since is a visit (`used`). `current` is read anew, since a token may change.
   */
  stays(current: () => Visitor, used: boolean): Promise<boolean>;
  /** True where the Origin (and Sec-Fetch-Site) rules of the architecture allow a change. Upgrades require an Origin. */
  originAllowed(request: IncomingMessage, kind: 'change' | 'upgrade'): boolean;
}
