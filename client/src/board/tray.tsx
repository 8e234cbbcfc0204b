/** "Not placed yet": what lies in no cluster. The order is by random id, so it tells nothing about time. */
import type { ThemeId } from '@tavolo/model';
import { memo, type ReactNode, useId, useMemo, useState } from 'react';
import { Chip } from '../design/chip.tsx';
import { classNames } from '../design/class-names.ts';
import { ThemeGlyph } from '../design/theme-glyph.tsx';
import { useLanguage, useText } from '../state/hooks.ts';
import { CardSlip } from './card.tsx';
import type { Lookups } from './cluster-area.tsx';
import { useWallIndex } from './desk.tsx';
import { useGrowing } from './more.tsx';
import { Question } from './question.tsx';
import css from './tray.module.css';

export const Tray = memo(function Tray({
  lookups,
  movable,
  spread,
  children,
}: {
  readonly lookups: Lookups;
  readonly movable: boolean;
  /** Before anything is grouped, what lies here is the whole wall. */
  readonly spread: boolean;
  /** Shown where nothing lies here, when it is the whole wall. */
  readonly children: ReactNode;
}) {
  const text = useText();
  const [language] = useLanguage();
  const { tray, own, published } = useWallIndex();
  const [wanted, setWanted] = useState<ThemeId | null>(null);
  const headingId = useId();
  const themes = useMemo(() => {
    const there = new Set(tray.map((card) => card.themeId));
    return [...lookups.themes.values()]
      .filter((theme) => there.has(theme.id))
      .sort((a, b) => a.position - b.position);
  }, [tray, lookups.themes]);
  // A theme whose last card has left the tray filters no more.
  const filter = themes.some((theme) => theme.id === wanted) ? wanted : null;
  const cards = useMemo(
    () => (filter === null ? tray : tray.filter((card) => card.themeId === filter)),
    [tray, filter],
  );
  const { shown, end } = useGrowing(cards.length);
  return (
    <aside
      className={classNames(css.tray, spread && css.spread)}
      aria-labelledby={headingId}
      data-drop=""
    >
      <div className={css.question}>
        <Question />
      </div>
      <div className={css.head}>
        <h2 id={headingId}>{text(spread ? 'board.gathered' : 'board.tray')}</h2>
        <span>{new Intl.NumberFormat(language).format(tray.length)}</span>
      </div>
      {themes.length > 1 ? (
        // biome-ignore lint/a11y/useSemanticElements: a row of filters is not a form
        <div className={css.filter} role="group" aria-label={text('board.themes')}>
          <Chip pressed={filter === null} onClick={() => setWanted(null)}>
            {text('board.allThemes')}
          </Chip>
          {themes.map((theme) => (
            <Chip
              key={theme.id}
              pressed={filter === theme.id}
              data-theme={theme.colour}
              aria-label={theme.name}
              title={theme.name}
              onClick={() => setWanted(filter === theme.id ? null : theme.id)}
            >
              <ThemeGlyph colour={theme.colour} />
            </Chip>
          ))}
        </div>
      ) : null}
      <div className={css.cards} data-scroller="">
        {own.length > 0 ? (
          <div className={css.own}>
            <h3>{text('board.draftsTitle')}</h3>
            {own.map((card, at) => (
              <CardSlip
                key={card.id}
                card={card}
                place={undefined}
                theme={card.themeId === null ? undefined : lookups.themes.get(card.themeId)}
                voices={1}
                heldBy={undefined}
                waiting={lookups.waiting.has(card.id)}
                offline={lookups.offline}
                common={lookups.language}
                earlier={card.pass < lookups.pass}
                movable={false}
                stop={at === 0}
              />
            ))}
          </div>
        ) : null}
        {spread && tray.length === 0 ? children : null}
        {!spread && tray.length === 0 && own.length === 0 ? (
          <p className={css.none}>
            <b>{text(published === 0 ? 'board.emptyTitle' : 'board.trayEmpty')}</b>
            {text('board.trayEmptyLine')}
          </p>
        ) : null}
        {cards.slice(0, shown).map((card, at) => (
          <div className={css.slot} key={card.id} data-slot="">
            <CardSlip
              card={card}
              place={card.placeId === null ? undefined : lookups.places.get(card.placeId)}
              theme={card.themeId === null ? undefined : lookups.themes.get(card.themeId)}
              voices={lookups.voices.get(card.id) ?? 1}
              heldBy={lookups.holding.get(card.id)}
              waiting={lookups.waiting.has(card.id)}
              offline={lookups.offline}
              common={lookups.language}
              earlier={card.pass < lookups.pass}
              movable={movable}
              stop={at === 0}
            />
          </div>
        ))}
        {end}
      </div>
    </aside>
  );
});
