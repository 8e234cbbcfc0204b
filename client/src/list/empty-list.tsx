import { Plus } from 'lucide-react';
import { useDesk } from '../board/desk.tsx';
import { Button } from '../design/button.tsx';
import { Empty } from '../design/empty.tsx';
import { useMay, useText } from '../state/hooks.ts';
import type { Filter } from './filter.ts';

/** Nothing to show, and what the next step is. */
export function EmptyList({ filter }: { readonly filter: Filter }) {
  const text = useText();
  const { open } = useDesk();
  const may = useMay('addNeed');
  if (filter.by === 'bin' || filter.by === 'held') {
    return <Empty title={text('board.binEmpty')} />;
  }
  const title = filter.by === 'mine' ? text('board.emptyMine') : text('board.emptyTitle');
  const action =
    may === true ? (
      <Button icon={<Plus aria-hidden />} onClick={() => open({ is: 'write', kind: 'need' })}>
        {text('board.addNeed')}
      </Button>
    ) : undefined;
  return (
    <Empty title={title} action={action}>
      {text('board.emptyExample')}
    </Empty>
  );
}
