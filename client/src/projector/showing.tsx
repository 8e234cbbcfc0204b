/** What the present phase puts in the middle of the screen. */
import {
  openRoundOf,
  type Phase,
  proposalsInOrder,
  type Round,
  roundsInOrder,
  tableProgress,
  type Workshop,
} from '@tavolo/model';
import { useMemo } from 'react';
import { EMPTY_INDEX, indexWall, type WallIndex } from '../board/wall-index.ts';
import { Meter } from '../design/meter.tsx';
import { StatusTag } from '../proposals/status-tag.tsx';
import { type Text, useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import { itemsOf } from '../votes/items.ts';
import { nobodyVoted } from '../votes/nobody-voted.ts';
import { useTurnout } from '../votes/turnout.ts';
import css from './tiles.module.css';
import { type Tile, Tiles } from './tiles.tsx';

export function Showing() {
  const text = useText();
  const workshop = useWorkshop();
  const index = useMemo(() => indexWall(workshop, null, EMPTY_INDEX), [workshop]);
  const covered = useRoomState((state) => state.counts?.drafts ?? null);
  if (workshop.phase === 'write' && covered !== null) return <Covered count={covered} />;
  const voting = openRoundOf(workshop);
  const ranked = voting === null ? rankedRound(workshop) : null;
  const tiles =
    voting === null
      ? tilesFor(workshop.phase, workshop, index, text)
      : votedTiles(voting, workshop, index);
  if (voting === null && tiles.length === 0) return null;
  return (
    <div className={css.work} data-work="tiles">
      {voting === null ? null : <Turnout round={voting} />}
      {ranked?.openLink ? <p className={css.indicative}>{text('votes.indicative')}</p> : null}
      <Tiles key={workshop.phase} tiles={tiles} label={text(`phases.${workshop.phase}`)} />
    </div>
  );
}

const CLUSTERED: ReadonlySet<Phase> = new Set(['cluster', 'prioritise', 'tables']);
const PROPOSED: ReadonlySet<Phase> = new Set(['tables', 'plenary', 'commit', 'follow-up']);

/** The round whose ranking is looked at: the last one, where it has an order. */
function rankedRound(workshop: Workshop): Round | null {
  const last = roundsInOrder(workshop).at(-1);
  if (workshop.phase !== 'prioritise' || last?.result == null) return null;
  return nobodyVoted(last.result) ? null : last;
}

/** Proposals once there are any, clusters before, needs before those. */
function tilesFor(phase: Phase, workshop: Workshop, index: WallIndex, text: Text): Tile[] {
  const ranked = rankedRound(workshop);
  if (ranked !== null) return rankedTiles(ranked, workshop, index, text);
  if (phase === 'tables' && workshop.tables.size > 0) return tableTiles(workshop, index, text);
  if (PROPOSED.has(phase) && workshop.proposals.size > 0) return proposalTiles(workshop);
  if (CLUSTERED.has(phase) || index.clusters.length > 0) return clusterTiles(workshop, index, text);
  return phase === 'prepare' || phase === 'write' ? [] : needTiles(workshop, index);
}

function needTiles(workshop: Workshop, index: WallIndex): Tile[] {
  return index.tray.map((card) => ({
    key: card.id,
    words: card.text,
    language: card.language,
    colour: card.themeId === null ? undefined : workshop.themes.get(card.themeId)?.colour,
    quiet: true,
  }));
}

function clusterTiles(workshop: Workshop, index: WallIndex, text: Text): Tile[] {
  return index.clusters.map((cluster) => ({
    key: cluster.id,
    words: cluster.name,
    language: workshop.language,
    colour: cluster.themeId === null ? undefined : workshop.themes.get(cluster.themeId)?.colour,
    note: text('board.needs', { count: index.inCluster.get(cluster.id)?.length ?? 0 }),
  }));
}

/** What each table is about and how far it is, without anybody's name. */
function tableTiles(workshop: Workshop, index: WallIndex, text: Text): Tile[] {
  return tableProgress(workshop).flatMap(({ tableId, proposals, filled, fields }) => {
    const table = workshop.tables.get(tableId);
    if (table === undefined) return [];
    return [
      {
        key: tableId,
        words: table.name,
        language: workshop.language,
        detail: index.clusters
          .filter((cluster) => cluster.tableId === tableId)
          .map(({ name }) => name)
          .join(' · '),
        note: (
          <>
            <span>{text('tables.proposals', { count: proposals })}</span>
            {proposals === 0 ? null : (
              <Meter
                value={filled}
                max={fields}
                label={text('tables.filled', { count: filled, fields })}
              />
            )}
          </>
        ),
      },
    ];
  });
}

function proposalTiles(workshop: Workshop): Tile[] {
  return proposalsInOrder(workshop).map((proposal) => ({
    key: proposal.id,
    words: proposal.fields.title,
    language: workshop.language,
    colour: colourOf(proposal.clusterIds, workshop),
    note: (
      <>
        <span dir="auto">{workshop.tables.get(proposal.tableId)?.name}</span>
        <StatusTag status={proposal.status} />
      </>
    ),
  }));
}

/** What one may give dots to, in the paper's order; without a word about what it has. */
function votedTiles(round: Round, workshop: Workshop, index: WallIndex): Tile[] {
  const items = new Map(itemsOf(workshop, index, round.over).map((item) => [item.id, item]));
  return round.items.flatMap((id) => {
    const item = items.get(id);
    if (item === undefined) return [];
    return [
      {
        key: id,
        words: item.name,
        language: workshop.language,
        colour: item.theme?.colour,
        low: true,
      },
    ];
  });
}

/** The frozen ranking; ties carry the same number, and say so. */
function rankedTiles(round: Round, workshop: Workshop, index: WallIndex, text: Text): Tile[] {
  const items = new Map(itemsOf(workshop, index, round.over).map((item) => [item.id, item]));
  const ranking = round.result?.ranking ?? [];
  return ranking.flatMap(({ item: id, rank, dots, hands }) => {
    const item = items.get(id);
    if (item === undefined) return [];
    const tied = ranking.filter((other) => other.rank === rank).length > 1;
    const notes = [
      ...(dots === null ? [] : [text('votes.dots', { count: dots })]),
      ...(hands === 0 ? [] : [text('projector.hands', { count: hands })]),
      ...(tied ? [text('votes.tied')] : []),
    ];
    return [
      {
        key: id,
        words: `${rank}. ${item.name}`,
        language: workshop.language,
        colour: item.theme?.colour,
        note: notes.length === 0 ? undefined : notes.join(' · '),
      },
    ];
  });
}

function Turnout({ round }: { readonly round: Round }) {
  const text = useText();
  const turnout = useTurnout(round);
  return (
    <section className={css.turnout} role="status">
      <p>{turnout === null ? text('votes.open') : text('votes.turnout', turnout)}</p>
      {turnout === null ? null : <Meter value={turnout.voted} max={turnout.of} />}
    </section>
  );
}

function colourOf(clusterIds: readonly string[], workshop: Workshop): Tile['colour'] {
  for (const cluster of workshop.clusters.values()) {
    if (cluster.themeId === null || !clusterIds.includes(cluster.id)) continue;
    return workshop.themes.get(cluster.themeId)?.colour;
  }
  return undefined;
}

/** More slips than this say "many" as well as the number beside them does. */
const MOST_SLIPS = 120;
/** From here on slips are smaller, so that all of them lie above the foot. */
const MANY_SLIPS = 60;
/** How a slip lies: a few ways, so that the pile looks put down by hand. */
const WAYS = 7;

/** One blank slip for each need that still lies covered. */
function Covered({ count }: { readonly count: number }) {
  const text = useText();
  return (
    <section
      className={css.pile}
      data-work="pile"
      aria-label={text('projector.covered', { count })}
    >
      <div data-many={count > MANY_SLIPS || undefined} aria-hidden>
        {Array.from({ length: Math.min(count, MOST_SLIPS) }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blank slips are told apart by nothing else
          <i key={at} data-way={(at * 5) % WAYS} />
        ))}
      </div>
    </section>
  );
}
