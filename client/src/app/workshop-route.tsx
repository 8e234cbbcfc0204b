/** `/w/<id>`: brings the sockets and the shared document, which the home page does without. */
import WorkshopPage from '../board/workshop-page.tsx';
import { RoomProvider } from '../state/room-provider.tsx';

export default function WorkshopRoute({ workshopId }: { readonly workshopId: string }) {
  return (
    <RoomProvider workshopId={workshopId}>
      <WorkshopPage />
    </RoomProvider>
  );
}
