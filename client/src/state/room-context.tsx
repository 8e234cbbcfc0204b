/** Puts one open Room under a page. It is opened when the page appears and closed when it is left. */
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { Room } from './contract.ts';
import { openRoom } from './open-room.ts';

const RoomContext = createContext<Room | null>(null);

export function RoomProvider({
  workshopId,
  children,
}: {
  readonly workshopId: string;
  readonly children: ReactNode;
}) {
  const [room, setRoom] = useState<Room | null>(null);
  useEffect(() => {
    const opened = openRoom(workshopId);
    setRoom(opened);
    return () => {
      opened.close();
      setRoom(null);
    };
  }, [workshopId]);
  return room === null ? null : <RoomContext value={room}>{children}</RoomContext>;
}

export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (room === null) throw new Error('useRoom outside a RoomProvider');
  return room;
}
