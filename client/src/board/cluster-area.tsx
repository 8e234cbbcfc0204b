/** A group of needs on the plane: theme and count, name, question, and its cards in two columns. */
import type {
  Card,
  CardId,
  Cluster,
  Language,
  Place,
  PlaceId,
  Theme,
  ThemeId,
} from '@tavolo/model';
import type { Presence } from '@tavolo/protocol';
import { CircleDashed, Ellipsis } from 'lucide-react';
import { memo, useLayoutEffect, useRef } from 'react';
import { classNames } from '../design/class-names.ts';
import { ThemeGlyph } from '../design/theme-glyph.tsx';
import { useText } from '../state/hooks.ts';
import { CardSlip } from './card.tsx';
import css from './cluster.module.css';
import { inColumns } from './columns.ts';
import { useDesk } from './desk.tsx';
import { CLUSTER_WIDTH } from './geometry.ts';

/** One step of a cluster by the keyboard, in board units. */
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -56],
  ArrowDown: [0, 56],
  ArrowLeft: [-56, 0],
  ArrowRight: [56, 0],
};

/** What all cards of the wall share; each part keeps its identity while it does not change. */
export interface Lookups {
  readonly places: ReadonlyMap<PlaceId, Place>;
  readonly themes: ReadonlyMap<ThemeId, Theme>;
  readonly voices: ReadonlyMap<CardId, number>;
  readonly holding: ReadonlyMap<CardId, Presence>;
  readonly waiting: ReadonlySet<string>;
  readonly offline: boolean;
  /** The one that the workshop is held in. */
  readonly language: Language;
  /** How often the workshop has gone back; what was written before is from an earlier round. */
  readonly pass: number;
}

export interface ClusterAreaProps {
  readonly cluster: Cluster;
  readonly cards: readonly Card[];
  readonly x: number;
  readonly y: number;
  readonly height: number;
  /** Too far away to read cards. */
  readonly far: boolean;
  readonly movable: boolean;
  readonly lookups: Lookups;
  readonly onMeasured: (cluster: Cluster, element: HTMLElement) => () => void;
}

export const ClusterArea = memo(function ClusterArea({
  cluster,
  cards,
  x,
  y,
  height,
  far,
  movable,
  lookups,
  onMeasured,
}: ClusterAreaProps) {
  const text = useText();
  const { openMenu, act } = useDesk();
  const { language } = lookups;
  const area = useRef<HTMLElement>(null);
  const theme = cluster.themeId === null ? undefined : lookups.themes.get(cluster.themeId);
  useLayoutEffect(() => {
    if (far || area.current === null) return undefined;
    return onMeasured(cluster, area.current);
  }, [far, cluster, onMeasured]);
  const headingId = `cluster-${cluster.id}`;
  return (
    <section
      ref={area}
      aria-labelledby={headingId}
      className={classNames(
        css.cluster,
        movable && css.movable,
        far && css.far,
        cards.length === 0 && css.isEmpty,
      )}
      data-theme={theme?.colour}
      data-cluster={cluster.id}
      data-drop={cluster.id}
      data-x={x}
      data-y={y}
      style={{
        width: CLUSTER_WIDTH,
        height: far ? height : undefined,
        transform: `translate(${x}px, ${y}px)`,
      }}
    >
      <header data-cluster-head="" data-grab={movable ? '' : undefined} className={css.head}>
        <p className={css.theme}>
          {theme === undefined ? (
            <CircleDashed aria-hidden />
          ) : (
            <ThemeGlyph colour={theme.colour} />
          )}
          <b dir="auto">{theme?.name ?? text('board.noTheme')}</b>
          <span className={css.count}>{text('board.needs', { count: cards.length })}</span>
          {far ? null : (
            <button
              type="button"
              className={css.more}
              aria-haspopup="menu"
              aria-label={text('board.clusterActions', { name: cluster.name })}
              aria-keyshortcuts={
                movable ? 'Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight' : undefined
              }
              onKeyDown={(event) => {
                const step = event.altKey && movable ? STEPS[event.key] : undefined;
                if (step === undefined) return;
                event.preventDefault();
                const [dx, dy] = step;
                act({ type: 'moveCluster', clusterId: cluster.id, x: x + dx, y: y + dy });
              }}
              onClick={(event) =>
                openMenu({ of: 'cluster', clusterId: cluster.id }, event.currentTarget)
              }
            >
              <Ellipsis aria-hidden />
            </button>
          )}
        </p>
        <h2 className={css.name} id={headingId} lang={language} dir="auto">
          {cluster.name}
        </h2>
        {cluster.question !== '' && !far ? (
          <p className={css.how} lang={language} dir="auto">
            {cluster.question}
          </p>
        ) : null}
      </header>
      {far ? null : <Columns cards={cards} movable={movable} lookups={lookups} />}
    </section>
  );
});

const Columns = memo(function Columns({
  cards,
  movable,
  lookups,
}: {
  readonly cards: readonly Card[];
  readonly movable: boolean;
  readonly lookups: Lookups;
}) {
  const text = useText();
  const first = cards[0]?.id;
  return (
    <div className={css.columns}>
      {cards.length === 0 ? <p className={css.empty}>{text('board.emptyCluster')}</p> : null}
      {inColumns(cards).map((column, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: there are two columns, and they stay where they are
        <div className={css.column} data-column="" key={at}>
          {column.map((card) => (
            <div key={card.id} data-slot="">
              <CardSlip
                card={card}
                place={card.placeId === null ? undefined : lookups.places.get(card.placeId)}
                theme={undefined}
                voices={lookups.voices.get(card.id) ?? 1}
                heldBy={lookups.holding.get(card.id)}
                waiting={lookups.waiting.has(card.id)}
                offline={lookups.offline}
                common={lookups.language}
                earlier={card.pass < lookups.pass}
                movable={movable}
                stop={card.id === first}
              />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
});
