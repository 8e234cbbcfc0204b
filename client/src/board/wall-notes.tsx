import { Group, Plus } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { Empty } from '../design/empty.tsx';
import { useMay, useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import { useDesk } from './desk.tsx';

/** A wall on which nothing lies says what goes here and what the next step is. */
export function WallNotes() {
  const text = useText();
  const { open } = useDesk();
  const phase = useWorkshop((workshop) => workshop.phase);
  const mayGroup = useMay('group') === true;
  const mayAdd = useMay('addNeed') === true;
  const covered = useRoomState((state) => state.counts?.drafts ?? 0);
  // Where both can be done, the phase says which one it is about.
  const grouping = mayGroup && (phase === 'cluster' || !mayAdd);
  const action = grouping ? (
    <Button icon={<Group aria-hidden />} onClick={() => open({ is: 'new-cluster', cardId: null })}>
      {text('board.newCluster')}
    </Button>
  ) : mayAdd ? (
    <Button icon={<Plus aria-hidden />} onClick={() => open({ is: 'write', kind: 'need' })}>
      {text('board.addNeed')}
    </Button>
  ) : null;
  const line = grouping
    ? text('board.emptyWallGroup')
    : phase === 'write'
      ? text('board.emptyWallPrivate')
      : text(mayAdd ? 'board.emptyWallWrite' : 'board.emptyWallWait');
  return (
    <Empty title={text('board.emptyWall')} action={action}>
      {line}
      {covered > 0 ? ` ${text('board.hiddenNow', { count: covered })}.` : null}
    </Empty>
  );
}
