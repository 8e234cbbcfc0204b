/** What one may do with a card. What is not allowed now stays in sight, greyed, with its reason. */
import type { Card } from '@tavolo/model';
import { BookOpen, Check, Layers, Merge, Pencil, RotateCcw, Trash2 } from 'lucide-react';
import { MenuAt, MenuItem, MenuSeparator } from '../../design/menu.tsx';
import { useSpotlightItems } from '../../facilitation/spotlight-menu.tsx';
import { useCard, useMay, useRefusalText, useRoomState, useText } from '../../state/hooks.ts';
import { type MenuSubject, useDesk, useWallIndex } from '../desk.tsx';

export function CardMenu({ cardId }: Extract<MenuSubject, { of: 'card' }>) {
  const card = useCard(cardId);
  return card === undefined ? null : <Menu card={card} />;
}

function Menu({ card }: { readonly card: Card }) {
  const text = useText();
  const refusalText = useRefusalText();
  const { menuAt, closeMenu, open, act } = useDesk();
  const { voices } = useWallIndex();
  const me = useRoomState((state) => state.me?.id ?? null);
  const own = { own: card.author !== null && card.author === me };
  const edit = useMay('editCard', own);
  const withdraw = useMay('withdrawCard', own);
  const restoreOthers = useMay('restoreOthersCard');
  const group = useMay('group');
  const merge = useMay('merge');
  const moderate = useMay('moderate');
  const reason = (allowed: ReturnType<typeof useMay>) =>
    allowed === true ? null : refusalText(allowed);
  const placed = card.status === 'published';
  const spotlight = useSpotlightItems({ kind: 'card', id: card.id });
  return (
    <MenuAt label={text('board.actionsOn', { text: card.text })} at={menuAt} onClose={closeMenu}>
      <MenuItem
        icon={<BookOpen aria-hidden />}
        onAction={() => open({ is: 'voices', cardId: card.id })}
      >
        {text(voices.has(card.id) ? 'board.showVoices' : 'board.readAll')}
      </MenuItem>
      {card.status === 'held' && moderate === true ? (
        <MenuItem
          icon={<Check aria-hidden />}
          onAction={() => act({ type: 'approveCard', cardId: card.id })}
        >
          {text('board.approve')}
        </MenuItem>
      ) : null}
      {card.status === 'withdrawn' ? (
        <MenuItem
          icon={<RotateCcw aria-hidden />}
          refusal={withdraw === true ? null : reason(restoreOthers)}
          onAction={() => act({ type: 'restoreCard', cardId: card.id })}
        >
          {text('board.restore')}
        </MenuItem>
      ) : (
        <MenuItem
          icon={<Pencil aria-hidden />}
          refusal={reason(edit)}
          onAction={() => open({ is: 'edit', cardId: card.id })}
        >
          {text('board.edit')}
        </MenuItem>
      )}
      {placed ? (
        <MenuItem
          icon={<Layers aria-hidden />}
          refusal={reason(group)}
          shortcut="M"
          onAction={() => open({ is: 'move', cardId: card.id })}
        >
          {text('board.moveTo')}
        </MenuItem>
      ) : null}
      {placed ? (
        <MenuItem
          icon={<Merge aria-hidden />}
          refusal={reason(merge)}
          onAction={() => open({ is: 'merge', cardId: card.id })}
        >
          {text('board.mergeWith')}
        </MenuItem>
      ) : null}
      {placed ? spotlight : null}
      {card.status === 'withdrawn' ? null : <MenuSeparator />}
      {card.status === 'withdrawn' ? null : (
        <MenuItem
          danger
          icon={<Trash2 aria-hidden />}
          refusal={reason(withdraw)}
          onAction={() => act({ type: 'withdrawCard', cardId: card.id })}
        >
          {text('board.withdraw')}
        </MenuItem>
      )}
    </MenuAt>
  );
}
