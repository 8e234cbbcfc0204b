/**
 * A room outside a browser: the same connection code, dialled with a cookie that is given
 * along, and nothing kept on the device. For programs that take part as people do.
 */
import { openApi } from '../connection/api.ts';
import { type BoardEvents, type BoardSync, openBoardSync } from '../connection/board-sync.ts';
import { deviceClock } from '../connection/clock.ts';
import { newId } from '../connection/ids.ts';
import { type Live, type LiveEvents, openLive } from '../connection/live.ts';
import { openTextSync } from '../connection/text-sync.ts';
import type { Room } from './contract.ts';
import { createRoom } from './room.ts';

export interface Elsewhere {
  /** `http://…` or `https://…`, without a path. */
  readonly origin: string;
  /** With the cookie of the session. */
  readonly headers: Readonly<Record<string, string>>;
  /** The class that documents are dialled with; it brings the headers along as a browser does. */
  readonly Socket: typeof globalThis.WebSocket;
  /** Listens in on the board and on the live channel. */
  readonly listen?: {
    board(events: BoardEvents): BoardEvents;
    live(open: (events: LiveEvents) => Live, events: LiveEvents): Live;
  };
}

export function openRoomElsewhere(workshopId: string, elsewhere: Elsewhere): Room {
  const { origin, headers, Socket, listen } = elsewhere;
  const socketOrigin = origin.replace(/^http/, 'ws');
  const clock = deviceClock;
  return createRoom(workshopId, {
    clock,
    api: openApi(origin, headers),
    memory: { read: () => null, write: () => undefined, forget: () => undefined },
    openLive(id, events) {
      const open = (to: LiveEvents) => openLive({ workshopId: id, origin, headers }, to);
      return listen?.live(open, events) ?? open(events);
    },
    openBoard: (id, seatId, events): BoardSync =>
      openBoardSync(
        { workshopId: id, seatId, clock, socketOrigin, Socket },
        listen?.board(events) ?? events,
      ),
    openText: (text, events) => openTextSync({ ...text, clock, socketOrigin, Socket }, events),
    newId,
    say: (key) => key,
    sayNo: (refusal) => refusal.message ?? `refusals.${refusal.kind}`,
    suggestLanguage: () => undefined,
  });
}
