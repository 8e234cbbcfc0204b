/** Votes and tables as CSV: what stands in a row, what is labelled, and who is not named. */
import {
  type ClusterId,
  decide,
  eventsOf,
  evolveAll,
  type Order,
  type RoundId,
  SERVER,
  type SeatId,
  seatActor,
  type TableId,
  type Workshop,
} from '@tavolo/model';
import { describe, expect, it } from 'vitest';
import { exportTablesCsv, TABLES_COLUMNS, type TablesWords, tablesTable } from './export-tables.ts';
import { exportVotesCsv, VOTES_COLUMNS, type VotesWords, votesTable } from './export-votes.ts';
import { HOSTILE, isFormula, readCsv } from './testing/spreadsheet.ts';
import { after, cluster, idOf, need, OWNER, opened, place, toPhase } from './testing/wall.ts';

const columns = <Some extends string>(names: readonly Some[]) =>
  Object.fromEntries(names.map((name) => [name, name])) as unknown as Record<Some, string>;
const votes: VotesWords = {
  columns: columns(VOTES_COLUMNS),
  over: { clusters: 'gruppi', proposals: 'proposte' },
  notes: { indicative: 'indicativo', orderOnly: 'solo ordine', removed: 'tolto' },
};
const tables: TablesWords = { columns: columns(TABLES_COLUMNS), parked: 'in attesa' };
const [HELP, TIME] = [idOf<ClusterId>(51), idOf<ClusterId>(52)];
const TABLE = idOf<TableId>(71);

/** A voter who comes in and gives their dots. */
function voting(state: Workshop, n: number, item: ClusterId, roundId: RoundId): Workshop {
  const seatId = idOf<SeatId>(900 + n);
  const context = { now: 1_764_000_000_000, seed: n };
  const seat = { role: 'participant', kind: null, organisation: null, language: 'it' } as const;
  const come = { type: 'takeSeat', seatId, name: `Voce ${n}`, ...seat } as const;
  const seated = state.seats.has(seatId)
    ? state
    : evolveAll(state, eventsOf(decide(state, SERVER, come, context)) ?? []);
  const give: Order = { type: 'setDots', roundId, item, n: 2, version: 1 };
  return evolveAll(seated, eventsOf(decide(seated, seatActor(seatId), give, context)) ?? []);
}

function wall(): Workshop {
  return after(
    opened('Cura', ['Anziani']),
    need(11, 'Un pomeriggio libero'),
    need(12, 'Qualcuno di notte'),
    toPhase('cluster'),
    cluster(51, 'Aiuto', 100),
    cluster(52, '=Tempo'),
    cluster(53, 'Notte'),
    place(11, 51),
    place(12, 51, 11),
    { type: 'createTable', tableId: TABLE, name: '+Uno' },
    { type: 'assignCluster', clusterId: HELP, tableId: TABLE },
    { type: 'assignTable', seatId: OWNER, tableId: TABLE },
    toPhase('prioritise'),
  );
}

const opening = (roundId: RoundId, openLink = false): Order => ({
  type: 'openRound',
  roundId,
  over: 'clusters',
  items: [HELP, TIME],
  dotsPerSeat: 3,
  capPerItem: 2,
  remote: false,
  openLink,
  closesAt: null,
});

describe('exportVotesCsv', () => {
  it('one row an item: its rank, its dots, and the hands that were counted apart', () => {
    const roundId = idOf<RoundId>(81);
    let state = after(wall(), opening(roundId));
    for (let n = 1; n <= 5; n += 1) state = voting(state, n, n < 4 ? TIME : HELP, roundId);
    state = after(
      state,
      { type: 'enterHands', roundId, tableId: TABLE, item: HELP, n: 1 },
      { type: 'closeRound', roundId },
    );
    expect(readCsv(exportVotesCsv(state, votes))).toEqual([
      [...VOTES_COLUMNS],
      ['1', 'gruppi', '1', "'=Tempo", '', '6', '0', '5', '5', ''],
      ['1', 'gruppi', '2', 'Aiuto', 'Anziani', '4', '1', '5', '5', ''],
    ]);
  });

  it('an open link is called indicative, few voters give the order alone, an open round nothing', () => {
    const [first, second] = [idOf<RoundId>(81), idOf<RoundId>(82)];
    let state = after(wall(), opening(first, true));
    state = voting(state, 1, TIME, first);
    state = after(state, { type: 'closeRound', roundId: first }, opening(second));
    state = voting(state, 1, HELP, second);
    const [, ...rows] = votesTable(state, votes);
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(row[VOTES_COLUMNS.indexOf('dots')]).toBe('');
      expect(row.at(-1)).toBe('indicativo; solo ordine');
    }
  });
});

describe('exportTablesCsv', () => {
  it('one row a cluster, those that wait last; people are counted', () => {
    const rows = readCsv(exportTablesCsv(wall(), tables, { named: false }));
    expect(rows).toEqual([
      TABLES_COLUMNS.filter((column) => column !== 'names'),
      ["'+Uno", '1', '0', 'Aiuto', 'Anziani', '', '2'],
      ['in attesa', '', '', "'=Tempo", '', '', '0'],
      ['in attesa', '', '', 'Notte', '', '', '0'],
    ]);
    expect(rows.flat()).not.toContain('Anna');
  });

  it('names stand in it where they were asked for, and a table without a cluster has its row', () => {
    const state = after(wall(), { type: 'assignCluster', clusterId: HELP, tableId: null });
    const [head, first] = tablesTable(state, tables, { named: true });
    expect(head).toEqual([...TABLES_COLUMNS]);
    expect(first).toEqual(['+Uno', '1', 'Anna', '0', '', '', '', '']);
  });
});

it('hostile names of tables and clusters: every cell quoted, none a formula', () => {
  const names = HOSTILE.filter((text) => text.replace(/[\s\p{C}]/gu, '') !== '').slice(0, 45);
  const orders = names.flatMap((text, index): Order[] => {
    const name = [...text].slice(0, 80).join('');
    const tableId = idOf<TableId>(1_000 + index);
    return [
      { type: 'createTable', tableId, name },
      cluster(2_000 + index, name),
      { type: 'assignCluster', clusterId: idOf<ClusterId>(2_000 + index), tableId },
    ];
  });
  const state = after(opened('=1+1'), toPhase('cluster'), ...orders);
  const rows = readCsv(exportTablesCsv(state, tables, { named: true }));
  expect(rows).toHaveLength(names.length + 1);
  for (const cell of rows.flat()) expect(isFormula(cell), JSON.stringify(cell)).toBe(false);
});
