/**
 * A need or an offer on the wall. Woken only by its own change: everything that others
 * do comes in as props that keep their identity.
 */
import type { Card, Language, Place, Theme } from '@tavolo/model';
import type { Presence } from '@tavolo/protocol';
import { Ellipsis, HandGrab, Hourglass, Lock } from 'lucide-react';
import { memo } from 'react';
import { classNames } from '../design/class-names.ts';
import { ThemeGlyph } from '../design/theme-glyph.tsx';
import { useLanguage, useText } from '../state/hooks.ts';
import css from './card.module.css';
import { useDesk } from './desk.tsx';
import { foreignTo, originOf, privateState } from './origin.ts';

export interface CardSlipProps {
  readonly card: Card;
  readonly place: Place | undefined;
  /** Only where the area does not say it: tray and list. */
  readonly theme: Theme | undefined;
  readonly voices: number;
  readonly heldBy: Presence | undefined;
  /** Not on the server yet. */
  readonly waiting: boolean;
  readonly offline: boolean;
  /** The language that the workshop is held in. */
  readonly common: Language;
  /** Written before the workshop went back. */
  readonly earlier: boolean;
  readonly movable: boolean;
  /** The one card of its group that Tab reaches; arrows reach the others. */
  readonly stop: boolean;
}

export const CardSlip = memo(function CardSlip(props: CardSlipProps) {
  const { card, place, theme, voices, heldBy, waiting, offline, common, earlier, movable, stop } =
    props;
  const text = useText();
  const [language] = useLanguage();
  const { openMenu, open } = useDesk();
  const unseen = privateState(card, text);
  // The whole reason is in the tooltip and in the list; a slip has room for two words.
  const unseenShort = card.status === 'held' ? text('board.inReview') : unseen;
  const onItsWay = waiting && offline;
  const about = [
    originOf(card, place, text),
    foreignTo(card, language, common, text),
    earlier ? text('phases.earlierRound') : null,
  ]
    .filter((part) => part !== null && part !== '')
    .join(' · ');
  return (
    <article
      className={classNames(
        css.card,
        movable && css.movable,
        voices > 1 && css.stack,
        heldBy !== undefined && css.held,
        onItsWay && css.waiting,
        unseen !== null && css.private,
      )}
      data-card={card.id}
      data-grab={movable ? '' : undefined}
      data-who={heldBy?.shade}
      data-apart={onItsWay || unseen !== null ? '' : undefined}
      onDoubleClick={() => open({ is: 'voices', cardId: card.id })}
    >
      {heldBy === undefined ? null : (
        <span className={css.heldBy}>
          <HandGrab aria-hidden />
          <span>{heldBy.name}</span>
        </span>
      )}
      <p className={classNames(css.text, css.clipped)} lang={card.language} dir="auto">
        {card.text}
      </p>
      <footer className={css.foot} dir={document.documentElement.dir}>
        {onItsWay ? <Hourglass aria-hidden /> : null}
        {unseen !== null && !onItsWay ? <Lock aria-hidden /> : null}
        {theme !== undefined && unseen === null && !onItsWay ? (
          <span className={css.themed}>
            <ThemeGlyph colour={theme.colour} label={theme.name} />
          </span>
        ) : null}
        {voices > 1 ? (
          <button
            type="button"
            tabIndex={-1}
            className={classNames(css.from, css.voices)}
            onClick={() => open({ is: 'voices', cardId: card.id })}
          >
            {text('board.voices', { count: voices })}
          </button>
        ) : (
          <span className={css.from} title={unseen ?? place?.name}>
            {onItsWay ? text('board.waitingNet') : (unseenShort ?? about)}
          </span>
        )}
        <button
          type="button"
          className={css.more}
          tabIndex={stop ? 0 : -1}
          data-stop=""
          aria-haspopup="menu"
          aria-label={text('board.actionsOn', { text: shortened(card.text) })}
          onClick={(event) => openMenu({ of: 'card', cardId: card.id }, event.currentTarget)}
        >
          <Ellipsis aria-hidden />
        </button>
      </footer>
    </article>
  );
});

/** The name of a button is read often: the first words are enough to tell cards apart. */
function shortened(words: string): string {
  return words.length <= 70 ? words : `${words.slice(0, 68)}…`;
}
