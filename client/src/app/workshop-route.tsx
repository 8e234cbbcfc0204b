/** `/w/<id>` and what lies below it: brings the sockets and the shared document, which the home page does without. */
import { lazy, Suspense } from 'react';
import WorkshopPage from '../board/workshop-page.tsx';
import { Later, later } from '../design/later.tsx';
import { RoomProvider } from '../state/room-provider.tsx';
import type { WorkshopView } from './router.ts';
import { ViewFailure } from './view-failure.tsx';

const ProjectorPage = lazy(() => import('../projector/projector-page.tsx'));
const ProposalsPage = lazy(() => import('../proposals/proposals-page.tsx'));
const ProposalPage = lazy(() => import('../proposals/proposal-page.tsx'));
const RoomCalls = later(() =>
  import('../facilitation/room-calls.tsx').then((part) => part.RoomCalls),
);

export default function WorkshopRoute({
  workshopId,
  view,
}: {
  readonly workshopId: string;
  readonly view: WorkshopView;
}) {
  return (
    <RoomProvider workshopId={workshopId}>
      <ViewFailure key={view.is === 'proposal' ? view.proposalId : view.is}>
        <Suspense fallback={null}>
          <View view={view} />
        </Suspense>
      </ViewFailure>
      {/* The projector has its own way of showing them. */}
      <Later>{view.is === 'room' ? null : <RoomCalls onBoard={view.is === 'board'} />}</Later>
    </RoomProvider>
  );
}

function View({ view }: { readonly view: WorkshopView }) {
  switch (view.is) {
    case 'board':
      return <WorkshopPage />;
    case 'room':
      return <ProjectorPage />;
    case 'proposals':
      return <ProposalsPage />;
    case 'proposal':
      return <ProposalPage proposalId={view.proposalId} />;
  }
}
