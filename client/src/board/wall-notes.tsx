import { Group, Plus } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { Empty } from '../design/empty.tsx';
import { useMay, useRoomState, useText } from '../state/hooks.ts';
import { useDesk, useWallIndex } from './desk.tsx';
import css from './wall.module.css';

/** A wall without clusters says what goes here and what the next step is. */
export function WallNotes() {
  const text = useText();
  const { open } = useDesk();
  const { clusters } = useWallIndex();
  const mayGroup = useMay('group');
  const mayAdd = useMay('addNeed');
  const covered = useRoomState((state) => state.counts?.drafts ?? 0);
  if (clusters.length > 0) return null;
  const action =
    mayGroup === true ? (
      <Button
        icon={<Group aria-hidden />}
        onClick={() => open({ is: 'new-cluster', cardId: null })}
      >
        {text('board.newCluster')}
      </Button>
    ) : mayAdd === true ? (
      <Button icon={<Plus aria-hidden />} onClick={() => open({ is: 'write', kind: 'need' })}>
        {text('board.addNeed')}
      </Button>
    ) : null;
  return (
    <div className={css.still} dir={document.documentElement.dir}>
      <div>
        <Empty title={text('board.emptyWall')} action={action}>
          {text(mayGroup === true ? 'board.emptyWallGroup' : 'board.emptyWallWrite')}
          {covered > 0 ? ` ${text('board.hiddenNow', { count: covered })}.` : null}
        </Empty>
      </div>
    </div>
  );
}
