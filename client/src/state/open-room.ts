/** A room over the real network, in a browser. */
import { openApi } from '../connection/api.ts';
import { openBoardSync } from '../connection/board-sync.ts';
import { deviceClock } from '../connection/clock.ts';
import { newId } from '../connection/ids.ts';
import { openLive } from '../connection/live.ts';
import { openTextSync } from '../connection/text-sync.ts';
import type { Room } from './contract.ts';
import { say, sayNo, suggestLanguage } from './language.ts';
import { deviceMemory } from './remembered.ts';
import { createRoom } from './room.ts';

export function openRoom(workshopId: string): Room {
  const socketOrigin = window.location.origin.replace(/^http/, 'ws');
  return createRoom(workshopId, {
    clock: deviceClock,
    api: openApi(),
    memory: deviceMemory,
    openLive: (id, events) => openLive({ workshopId: id }, events),
    openBoard: (id, seatId, events) =>
      openBoardSync({ workshopId: id, seatId, clock: deviceClock, socketOrigin }, events),
    openText: (text, events) => openTextSync({ ...text, clock: deviceClock, socketOrigin }, events),
    newId,
    say,
    sayNo,
    suggestLanguage: (language) => void suggestLanguage(language),
  });
}
