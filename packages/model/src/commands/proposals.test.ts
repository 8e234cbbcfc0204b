/** Tables and proposals: what is accepted, what each field is kept as, and each refusal. */
import { describe, expect, test } from 'vitest';
import {
  type AnyOrder,
  costsOf,
  evolve,
  type FieldValue,
  LIMITS,
  needsOf,
  needsOfEach,
  parseCommand,
  proposalsOfCluster,
  SERVER,
  type Seat,
  tablesInOrder,
  UNOPENED,
} from '../index.ts';
import {
  cardIdOf,
  clusterIdOf,
  commandIdOf,
  placeIdOf,
  proposalIdOf,
  seatIdOf,
  tableIdOf,
} from '../testing/ids.ts';
import { answerOf, OPENING, OWNER, Play, writing } from '../testing/play.ts';
import type { DemonstrationContent } from './fill-demonstration.ts';

const [ADA, BEA] = [seatIdOf(1), seatIdOf(2)];
const [HOME, CARE] = [tableIdOf(1), tableIdOf(2)];
const [FIRST, SECOND] = [clusterIdOf(1), clusterIdOf(2)];
const SHEET = proposalIdOf(1);
const OFFER = cardIdOf(9);

const creating = (change: object = {}): AnyOrder => {
  const order = { type: 'createProposal', proposalId: SHEET, tableId: HOME } as const;
  return { ...order, clusterIds: [FIRST], title: 'Casa a due', ...change };
};
const editing = (change: FieldValue): AnyOrder => ({
  type: 'editProposalField',
  proposalId: SHEET,
  ...change,
});

/** Two clusters with needs and an offer, two tables with Ada at the first, in the phase of tables. */
function atTables(): Play {
  const play = Play.open().sit(ADA, 'participant').sit(BEA, 'participant').enter('listen');
  for (const n of [1, 2, 3, 4]) play.write(ADA, cardIdOf(n));
  play.accept(BEA, writing(OFFER, { kind: 'offer' }));
  for (const [clusterId, question] of [
    [FIRST, ''],
    [SECOND, 'Come potremmo coabitare?'],
  ] as const) {
    const more = { themeId: null, name: 'Case', question, x: 0, y: 0 };
    play.accept(OWNER, { type: 'createCluster', clusterId, ...more });
  }
  for (const [cardId, clusterId] of [
    [cardIdOf(1), FIRST],
    [cardIdOf(2), SECOND],
    [cardIdOf(3), FIRST],
    [OFFER, FIRST],
  ] as const) {
    play.accept(OWNER, { type: 'placeCard', cardId, clusterId, after: null });
  }
  play.accept(OWNER, { type: 'createTable', tableId: HOME, name: ' Tavolo 1 –\n Abitare ' });
  play.accept(OWNER, { type: 'createTable', tableId: CARE, name: 'Tavolo 2' });
  play.accept(OWNER, { type: 'assignTable', seatId: ADA, tableId: HOME });
  return play.enter('tables');
}

const started = () => atTables().accept(ADA, creating());

function fieldsOf(play: Play) {
  const proposal = play.state.proposals.get(SHEET);
  if (proposal === undefined) throw new Error('no proposal');
  return proposal.fields;
}

describe('tables', () => {
  test('[M1] are made one after the other, each id once; an unknown one is refused', () => {
    const play = atTables();
    expect(tablesInOrder(play.state)).toMatchObject([
      { id: HOME, name: 'Tavolo 1 – Abitare', position: 0 },
      { id: CARE, name: 'Tavolo 2', position: 1 },
    ]);
    const again = { type: 'createTable', tableId: HOME, name: 'Altro' } as const;
    expect(answerOf(play.ask(OWNER, again))).toBe('refused id-taken M1');
    const nowhere = { type: 'assignTable', seatId: ADA, tableId: tableIdOf(9) } as const;
    expect(answerOf(play.ask(OWNER, nowhere))).toBe('refused unknown-table M1');
    expect(answerOf(play.ask(OWNER, creating({ tableId: tableIdOf(9) })))).toBe(
      'refused unknown-table M1',
    );
  });

  test('[M2] have a name of 1 to 80 characters, and there are at most 50', () => {
    const play = Play.open();
    const making = (n: number, name = 'Cura') =>
      ({ type: 'createTable', tableId: tableIdOf(n), name }) as const;
    expect(answerOf(play.ask(OWNER, making(1, ' ')))).toBe('refused text-empty C1');
    expect(answerOf(play.ask(OWNER, making(1, 'x'.repeat(LIMITS.tableName + 1))))).toBe(
      'refused text-too-long C1',
    );
    for (let n = 1; n <= LIMITS.tables; n += 1) play.accept(OWNER, making(n));
    expect(answerOf(play.ask(OWNER, making(99)))).toBe('refused table-quota M2');
    play.accept(OWNER, { type: 'closeWorkshop' });
    expect(answerOf(play.ask(OWNER, making(99)))).toBe('refused closed W3');
  });

  test('[M3] everybody works at one at most; nobody at one is fine, the same again changes nothing', () => {
    const play = atTables();
    const assign = (tableId: typeof HOME | null, seatId = ADA) =>
      ({ type: 'assignTable', seatId, tableId }) as const;
    expect(play.ask(OWNER, assign(HOME))).toEqual([]);
    play.accept(OWNER, assign(CARE));
    expect(play.state.seats.get(ADA)?.tableId).toBe(CARE);
    play.accept(OWNER, assign(null));
    expect(play.state.seats.get(ADA)?.tableId).toBeNull();
    expect(answerOf(play.ask(OWNER, assign(HOME, seatIdOf(9))))).toBe('refused unknown-seat S1');
    play.accept(OWNER, { type: 'closeWorkshop' });
    expect(answerOf(play.ask(OWNER, assign(HOME)))).toBe('refused closed A12');
  });

  test('[M3] [E1] a seat from before there were tables is at none', () => {
    const { tableId: _, ...old } = Play.open().state.seats.get(OWNER) as Seat;
    const { seats } = evolve(UNOPENED, { type: 'seatTaken', seat: old });
    expect(seats.get(OWNER)).toEqual({ ...old, tableId: null });
  });
});

describe('createProposal', () => {
  test('[D1] each id once, at most 200; an unknown one is refused', () => {
    const play = started();
    expect(answerOf(play.ask(ADA, creating()))).toBe('refused id-taken D1');
    const unknown = { type: 'editProposalField', proposalId: proposalIdOf(9) } as const;
    expect(answerOf(play.ask(ADA, { ...unknown, field: 'title', value: 'x' }))).toBe(
      'refused unknown-proposal D1',
    );
    for (let n = 2; n <= LIMITS.proposals; n += 1)
      play.accept(ADA, creating({ proposalId: proposalIdOf(n) }));
    expect(answerOf(play.ask(ADA, creating({ proposalId: proposalIdOf(999) })))).toBe(
      'refused proposal-quota D1',
    );
  });

  test('[D2] begins as a draft of its table, with its clusters once and their first question', () => {
    const play = atTables();
    play.accept(ADA, creating({ clusterIds: [FIRST, SECOND, FIRST], title: ' Casa\na due ' }));
    expect(play.state.proposals.get(SHEET)).toMatchObject({
      tableId: HOME,
      clusterIds: [FIRST, SECOND],
      position: 0,
      status: 'draft',
      fields: { title: 'Casa a due', question: 'Come potremmo coabitare?', problem: '', costs: [] },
      opening: '',
    });
    play.accept(ADA, creating({ proposalId: proposalIdOf(2), clusterIds: [FIRST] }));
    expect(play.state.proposals.get(proposalIdOf(2))).toMatchObject({
      position: 1,
      fields: { question: '' },
    });
  });

  test('[D2] [G1] refuses no title, a long one, and a cluster that is not there', () => {
    const play = atTables();
    expect(answerOf(play.ask(ADA, creating({ title: '\u200b' })))).toBe('refused text-empty C1');
    expect(answerOf(play.ask(ADA, creating({ title: 'x'.repeat(LIMITS.proposalTitle + 1) })))).toBe(
      'refused text-too-long C1',
    );
    expect(answerOf(play.ask(ADA, creating({ clusterIds: [FIRST, clusterIdOf(9)] })))).toBe(
      'refused unknown-cluster G1',
    );
    expect(parseCommand({ ...creating({ clusterIds: [] }), cmdId: commandIdOf(1) }).ok).toBe(false);
  });

  test('[D6] no command of a person gives a status, a decision or a commitment', () => {
    for (const more of [{ status: 'approved' }, { decision: null }, { opening: 'x' }]) {
      expect(parseCommand({ ...creating(more), cmdId: commandIdOf(1) }).ok).toBe(false);
    }
    for (const field of ['status', 'decision', 'commitments', 'owner', 'reviewOn', 'opening']) {
      const wanted = { type: 'editProposalField', proposalId: SHEET, field, value: null };
      expect(parseCommand({ ...wanted, cmdId: commandIdOf(1) }).ok).toBe(false);
    }
  });
});

describe('editProposalField', () => {
  test('[D3] replaces one field whole, the last accepted value wins, and the same again changes nothing', () => {
    const play = started();
    play.accept(ADA, editing({ field: 'steps', value: ['Uno', 'Due'] }));
    play.accept(OWNER, editing({ field: 'steps', value: ['Tre'] }));
    expect(fieldsOf(play)).toMatchObject({ title: 'Casa a due', steps: ['Tre'] });
    expect(play.ask(ADA, editing({ field: 'steps', value: [' Tre ', ''] }))).toEqual([]);
  });

  test.each<[FieldValue, unknown]>([
    [{ field: 'title', value: ' Casa\na due ' }, 'Casa a due'],
    [{ field: 'problem', value: 'Uno\r\n\u202edue ' }, 'Uno\ndue'],
    [{ field: 'question', value: 'Come\npotremmo?' }, 'Come potremmo?'],
    [{ field: 'beneficiaries', value: '' }, ''],
    [{ field: 'audience', value: 'both' }, 'both'],
    [{ field: 'novelty', value: 'improvement' }, 'improvement'],
    [{ field: 'risks', value: ['', ' \u200b', 'Pochi\nprofili'] }, ['Pochi profili']],
    [
      {
        field: 'resources',
        value: [
          { offerId: OFFER, what: ' ' },
          { what: ' ', offerId: null },
        ],
      },
      [{ what: '', offerId: OFFER }],
    ],
    [
      {
        field: 'costs',
        value: [
          { coveredBy: ' ', amount: -0, what: 'Avvio ' },
          { what: '', amount: 5, coveredBy: ' Mutua ' },
          { what: '', amount: 0, coveredBy: '' },
        ],
      },
      [
        { what: 'Avvio', amount: 0, coveredBy: null },
        { what: '', amount: 5, coveredBy: 'Mutua' },
      ],
    ],
    [
      { field: 'firstStep', value: { by: '2026-05-31', what: ' Pilota ' } },
      { what: 'Pilota', by: '2026-05-31' },
    ],
  ])('[D3] keeps %j in its one form', (change, kept) => {
    const play = started().accept(ADA, editing(change));
    const value = fieldsOf(play)[change.field];
    expect(JSON.stringify(value)).toBe(JSON.stringify(kept));
    if (value !== '') expect(play.ask(ADA, editing(change))).toEqual([]);
  });

  test.each<[FieldValue, string]>([
    [{ field: 'title', value: ' ' }, 'text-empty C1'],
    [{ field: 'title', value: 'x'.repeat(LIMITS.proposalTitle + 1) }, 'text-too-long C1'],
    [{ field: 'problem', value: 'x'.repeat(LIMITS.sheetText + 1) }, 'text-too-long C1'],
    [{ field: 'question', value: 'x'.repeat(LIMITS.sheetText + 1) }, 'text-too-long C1'],
    [{ field: 'indicators', value: Array(LIMITS.sheetList + 1).fill('x') }, 'list-too-long D3'],
    [{ field: 'partners', value: ['x'.repeat(LIMITS.sheetEntry + 1)] }, 'text-too-long C1'],
    [
      { field: 'resources', value: [{ what: 'x'.repeat(LIMITS.sheetEntry + 1), offerId: null }] },
      'text-too-long C1',
    ],
    [
      {
        field: 'costs',
        value: [{ what: '', amount: 1, coveredBy: 'x'.repeat(LIMITS.sheetEntry + 1) }],
      },
      'text-too-long C1',
    ],
    [
      { field: 'firstStep', value: { what: 'x'.repeat(LIMITS.sheetEntry + 1), by: null } },
      'text-too-long C1',
    ],
  ])('[D3] refuses what is over its bounds (%#)', (change, refusal) => {
    expect(answerOf(started().ask(ADA, editing(change)))).toBe(`refused ${refusal}`);
  });

  test.each([
    { field: 'audience', value: 'everybody' },
    { field: 'steps', value: 'one' },
    { field: 'costs', value: [{ what: 'x', amount: 1.5, coveredBy: null }] },
    { field: 'costs', value: [{ what: 'x', amount: -1, coveredBy: null }] },
    { field: 'costs', value: [{ what: 'x', amount: LIMITS.amount + 1, coveredBy: null }] },
    { field: 'costs', value: [{ what: 'x', amount: 1, coveredBy: null, gap: 1 }] },
    { field: 'firstStep', value: { what: 'x', by: '2026-02-30' } },
    { field: 'firstStep', value: { what: 'x', by: '31/05/2026' } },
    { field: 'title', value: ['x'] },
  ])('[D3] [K1] a value of another shape is malformed: %j', (change) => {
    const wanted = { type: 'editProposalField', proposalId: SHEET, ...change };
    expect(parseCommand({ ...wanted, cmdId: commandIdOf(1) })).toMatchObject({
      ok: false,
      why: 'malformed',
    });
  });

  test('[D4] a resource names an offer on the wall; one withdrawn since may stay', () => {
    const play = started();
    const naming = (...ids: ReturnType<typeof cardIdOf>[]) =>
      editing({ field: 'resources', value: ids.map((offerId) => ({ what: '', offerId })) });
    for (const cardId of [cardIdOf(1), cardIdOf(77)]) {
      expect(answerOf(play.ask(ADA, naming(cardId)))).toBe('refused unknown-offer D4');
    }
    play.accept(ADA, naming(OFFER)).enter('listen');
    play.accept(BEA, { type: 'withdrawCard', cardId: OFFER }).enter('tables');
    play.accept(
      ADA,
      editing({
        field: 'resources',
        value: [
          { what: 'Sala', offerId: null },
          { what: 'Registro', offerId: OFFER },
        ],
      }),
    );
    play.accept(ADA, editing({ field: 'resources', value: [] }));
    expect(answerOf(play.ask(ADA, naming(OFFER)))).toBe('refused unknown-offer D4');
  });
});

describe('reading a sheet', () => {
  test('[D5] costs are summed, what somebody covers too, and the gap is what is left', () => {
    const costs = [
      { what: 'Avvio', amount: 9_500, coveredBy: 'Municipio' },
      { what: 'Primo anno', amount: 18_000, coveredBy: 'Azienda' },
      { what: 'Primo anno, il resto', amount: 13_000, coveredBy: null },
    ];
    expect(costsOf({ costs })).toEqual({ total: 40_500, covered: 27_500, gap: 13_000 });
    expect(costsOf({ costs: [] })).toEqual({ total: 0, covered: 0, gap: 0 });
  });

  test('[D7] its needs are those of its clusters in order, and a cluster leads to its proposals', () => {
    const play = atTables().accept(ADA, creating({ clusterIds: [SECOND, FIRST] }));
    play.accept(OWNER, creating({ proposalId: proposalIdOf(2) }));
    const needs = () => {
      const proposal = play.state.proposals.get(SHEET);
      const ids = proposal && needsOf(play.state, proposal).map((card) => card.id);
      // In one pass over the cards it is the same.
      expect(proposal && needsOfEach(play.state)(proposal).map((card) => card.id)).toEqual(ids);
      return ids;
    };
    expect(needs()).toEqual([cardIdOf(2), cardIdOf(3), cardIdOf(1)]);
    const leads = (clusterId: typeof FIRST) =>
      proposalsOfCluster(play.state, clusterId).map(({ id }) => id);
    expect([leads(FIRST), leads(SECOND)]).toEqual([[SHEET, proposalIdOf(2)], [SHEET]]);
    play.accept(OWNER, { type: 'removeCluster', clusterId: SECOND });
    expect(needs()).toEqual([cardIdOf(3), cardIdOf(1)]);
    expect(leads(SECOND)).toEqual([SHEET]);
  });

  test('[D6] [W4] the demonstration brings tables and whole proposals, and seats at none', () => {
    const filled: DemonstrationContent['proposals'][number] = {
      id: SHEET,
      tableId: HOME,
      clusterIds: [],
      status: 'approved',
      fields: { ...fieldsOf(started()), steps: ['Uno'] },
      decision: { outcome: 'approved', on: '2026-03-20', by: 'Plenaria', reason: 'Basso costo' },
      commitments: [
        {
          organisation: 'Mutua',
          role: 'Soci',
          what: 'Bozza',
          due: '2026-05-20',
          status: 'pending',
        },
      ],
      owner: { organisation: 'Mutua', role: 'Soci' },
      deputy: null,
      reviewOn: '2026-06-30',
      opening: 'Un numero unico.',
    };
    const { title, challenge, audience, language } = OPENING;
    const content: DemonstrationContent = {
      ...{ title, challenge, audience, language },
      themes: [],
      places: [{ id: placeIdOf(1), kind: 'shop', name: 'Farmacia', zone: null }],
      cards: [],
      clusters: [],
      tables: [{ id: HOME, name: 'Tavolo 1' }],
      proposals: [filled],
      phase: 'tables',
    };
    const play = new Play().accept(SERVER, { ...OPENING, demonstration: true });
    play.sit(ADA, 'participant').accept(OWNER, { type: 'createTable', tableId: CARE, name: 'Y' });
    play.accept(OWNER, { type: 'assignTable', seatId: ADA, tableId: CARE });
    play.accept(SERVER, { type: 'fillDemonstration', content });
    expect(play.state.proposals.get(SHEET)).toEqual({ ...filled, position: 0 });
    expect([...play.state.tables.keys()]).toEqual([HOME]);
    expect(play.state.seats.get(ADA)?.tableId).toBeNull();
  });
});
