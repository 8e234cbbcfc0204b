/** A need or an offer in the list: larger words, its theme in words, the nearest action at hand. */
import type { Card, Language, Place, Theme } from '@tavolo/model';
import type { Presence } from '@tavolo/protocol';
import { Check, Ellipsis, Hourglass, Layers, Lock, RotateCcw } from 'lucide-react';
import { memo } from 'react';
import { useDesk } from '../board/desk.tsx';
import { foreignTo, privateState } from '../board/origin.ts';
import { Button } from '../design/button.tsx';
import { classNames } from '../design/class-names.ts';
import { ThemeGlyph } from '../design/theme-glyph.tsx';
import { useLanguage, useText } from '../state/hooks.ts';
import css from './list-card.module.css';

export interface ListCardProps {
  readonly card: Card;
  readonly theme: Theme | undefined;
  readonly place: Place | undefined;
  readonly voices: number;
  readonly heldBy: Presence | undefined;
  readonly waiting: boolean;
  readonly offline: boolean;
  /** The language that the workshop is held in. */
  readonly common: Language;
  /** Written before the workshop went back. */
  readonly earlier: boolean;
  readonly mayGroup: boolean;
  readonly mayRestore: boolean;
  readonly mayApprove: boolean;
}

export const ListCard = memo(function ListCard(props: ListCardProps) {
  const { card, theme, place, voices, heldBy, waiting, offline, common, earlier } = props;
  const { mayGroup, mayRestore, mayApprove } = props;
  const text = useText();
  const [language] = useLanguage();
  const { open, openMenu, act } = useDesk();
  const unseen = privateState(card, text);
  const onItsWay = waiting && offline;
  const about = [
    card.kind === 'offer' ? text('board.offer') : null,
    card.signedAs,
    place?.name ?? null,
    foreignTo(card, language, common, text),
    earlier ? text('phases.earlierRound') : null,
  ].filter((part) => part !== null);
  return (
    <article
      className={classNames(
        css.card,
        onItsWay && css.waiting,
        unseen !== null && css.private,
        voices > 1 && css.stack,
        heldBy !== undefined && css.held,
        card.status === 'withdrawn' && css.withdrawn,
      )}
      data-card={card.id}
      data-theme={theme?.colour}
      data-who={heldBy?.shade}
    >
      {theme === undefined && about.length === 0 ? null : (
        <p className={css.meta}>
          {theme === undefined ? null : <ThemeGlyph colour={theme.colour} look="disc" />}
          <span>
            {theme === undefined ? null : <b dir="auto">{theme.name}</b>}
            {theme !== undefined && about.length > 0 ? ' · ' : null}
            {about.join(' · ')}
          </span>
        </p>
      )}
      <p className={css.text} lang={card.language} dir="auto">
        {card.text}
      </p>
      <footer className={css.foot}>
        <State
          words={
            heldBy !== undefined
              ? text('board.heldBy', { name: heldBy.name })
              : onItsWay
                ? text('board.waitingNetLong')
                : unseen
          }
          net={onItsWay}
        />
        {voices > 1 ? (
          <Button
            look="quiet"
            icon={<Layers aria-hidden />}
            onClick={() => open({ is: 'voices', cardId: card.id })}
          >
            {text('board.voices', { count: voices })}
          </Button>
        ) : null}
        {card.status === 'published' && mayGroup && !onItsWay ? (
          <Button
            look="quiet"
            className={css.move}
            onClick={() => open({ is: 'move', cardId: card.id })}
          >
            {text('board.moveTo')}
          </Button>
        ) : null}
        {card.status === 'held' && mayApprove ? (
          <Button
            look="quiet"
            icon={<Check aria-hidden />}
            onClick={() => act({ type: 'approveCard', cardId: card.id })}
          >
            {text('board.approve')}
          </Button>
        ) : null}
        {card.status === 'withdrawn' && mayRestore ? (
          <Button
            look="quiet"
            icon={<RotateCcw aria-hidden />}
            onClick={() => act({ type: 'restoreCard', cardId: card.id })}
          >
            {text('board.restore')}
          </Button>
        ) : null}
        <button
          type="button"
          className={css.more}
          data-stop=""
          aria-haspopup="menu"
          aria-label={text('board.actionsOn', { text: card.text.slice(0, 70) })}
          onClick={(event) => openMenu({ of: 'card', cardId: card.id }, event.currentTarget)}
        >
          <Ellipsis aria-hidden />
        </button>
      </footer>
    </article>
  );
});

function State({ words, net }: { readonly words: string | null; readonly net: boolean }) {
  if (words === null) return null;
  return (
    <span className={css.state}>
      {net ? <Hourglass aria-hidden /> : <Lock aria-hidden />}
      {words}
    </span>
  );
}
