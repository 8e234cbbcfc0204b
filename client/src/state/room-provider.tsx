/** Puts one open Room under a page. It is opened when the page appears and closed when it is left. */
import { type ReactNode, useEffect, useState } from 'react';
import { asksBeforeLeaving } from './asks-before-leaving.ts';
import type { Room } from './contract.ts';
import { openRoom } from './open-room.ts';
import { RoomContext } from './room-context.tsx';

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
    const stopAsking = asksBeforeLeaving(opened);
    return () => {
      stopAsking();
      opened.close();
      setRoom(null);
    };
  }, [workshopId]);
  return room === null ? null : <RoomContext value={room}>{children}</RoomContext>;
}
