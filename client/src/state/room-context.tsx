import { createContext, useContext } from 'react';
import type { Room } from './contract.ts';

export const RoomContext = createContext<Room | null>(null);

/** The room this page lives in. */
export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (room === null) throw new Error('useRoom outside a RoomProvider');
  return room;
}
