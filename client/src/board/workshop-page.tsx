/** The page of one workshop; lives inside a RoomProvider. */
export default function WorkshopPage() {
  return <main />;
}
