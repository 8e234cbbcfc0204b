/** Opening, seats, roles, phases, closing, the demonstration: what is accepted, and each refusal. */
import { describe, expect, test } from 'vitest';
import { type AnyOrder, LIMITS, type Phase, SERVER } from '../index.ts';
import { dump } from '../testing/dump.ts';
import {
  cardIdOf,
  clusterIdOf,
  placeIdOf,
  seatIdOf,
  tableIdOf,
  themeIdOf,
} from '../testing/ids.ts';
import { answerOf, ON_SERVER, OPENING, OWNER, Play, writing } from '../testing/play.ts';
import type { DemonstrationContent } from './fill-demonstration.ts';

const [ADA, BEA] = [seatIdOf(1), seatIdOf(2)];

function sitting(seatId = ADA, name = '', change: object = {}): AnyOrder {
  const order = {
    type: 'takeSeat',
    seatId,
    role: 'participant',
    name,
    kind: null,
    organisation: null,
    language: 'it',
  } as const;
  return { ...order, ...change };
}

describe('openWorkshop', () => {
  test('[W1] [W2] is the server’s, once; before it every other command is refused', () => {
    const play = new Play();
    expect(answerOf(play.ask(OWNER, { type: 'revealCards' }))).toBe('refused unknown-workshop W2');
    expect(answerOf(play.ask(SERVER, sitting()))).toBe('refused unknown-workshop W2');
    expect(answerOf(play.ask(OWNER, OPENING))).toBe('refused wrong-role W1');
    play.accept(SERVER, OPENING);
    expect(play.state).toMatchObject({ title: 'Prendersi cura', phase: 'prepare', closed: false });
    expect(play.state.seats.get(OWNER)).toMatchObject({
      role: 'facilitator',
      owner: true,
      name: 'Anna',
    });
    expect([...play.state.themes.values()].map((theme) => theme.position)).toEqual([0, 1]);
    expect(answerOf(play.ask(SERVER, OPENING))).toBe('refused already-open W1');
  });

  test('[W5] [C1] refuses an empty or long title, a long challenge, a theme without a name', () => {
    const opening = (change: object) => answerOf(new Play().ask(SERVER, { ...OPENING, ...change }));
    expect(opening({ title: ' ' })).toBe('refused text-empty C1');
    expect(opening({ title: 'x'.repeat(LIMITS.workshopTitle + 1) })).toBe(
      'refused text-too-long C1',
    );
    expect(opening({ challenge: 'x'.repeat(LIMITS.challenge + 1) })).toBe(
      'refused text-too-long C1',
    );
    expect(opening({ challenge: '' })).toBe('accepted');
    expect(opening({ themes: [{ themeId: themeIdOf(1), name: '', colour: 'income' }] })).toBe(
      'refused text-empty C1',
    );
    expect(opening({ owner: { seatId: OWNER, name: 'x'.repeat(LIMITS.seatName + 1) } })).toBe(
      'refused text-too-long C1',
    );
  });
});

describe('editWorkshop', () => {
  test('[W6] changes what is named, in preparation and later, until the workshop is closed', () => {
    const play = Play.open();
    play.accept(OWNER, { type: 'editWorkshop', title: ' Cura  di tutti ', audience: 'open' });
    expect(play.state).toMatchObject({
      title: 'Cura di tutti',
      challenge: OPENING.challenge,
      audience: 'open',
      language: 'it',
    });
    expect(play.ask(OWNER, { type: 'editWorkshop', title: 'Cura di tutti' })).toEqual([]);
    play.enter('tables').accept(OWNER, { type: 'editWorkshop', challenge: '', language: 'en' });
    expect(play.state).toMatchObject({ title: 'Cura di tutti', challenge: '', language: 'en' });
    play.accept(OWNER, { type: 'closeWorkshop' });
    expect(answerOf(play.ask(OWNER, { type: 'editWorkshop', title: 'x' }))).toBe(
      'refused closed W3',
    );
  });

  test('[W5] [C1] refuses what opening would refuse', () => {
    const play = Play.open();
    const edit = (change: object) =>
      answerOf(play.ask(OWNER, { type: 'editWorkshop', ...change } as AnyOrder));
    expect(edit({ title: '\u200b' })).toBe('refused text-empty C1');
    expect(edit({ title: 'x'.repeat(LIMITS.workshopTitle + 1) })).toBe('refused text-too-long C1');
    expect(edit({ challenge: 'x'.repeat(LIMITS.challenge + 1) })).toBe('refused text-too-long C1');
  });
});

describe('seats', () => {
  test('[S1] are taken by the server, each id once; an unknown one gets no role', () => {
    const play = Play.open();
    expect(answerOf(play.ask(OWNER, sitting()))).toBe('refused wrong-role S1');
    play.accept(SERVER, sitting());
    expect(answerOf(play.ask(SERVER, sitting()))).toBe('refused id-taken S1');
    expect(answerOf(play.ask(OWNER, { type: 'setRole', seatId: BEA, role: 'partner' }))).toBe(
      'refused unknown-seat S1',
    );
  });

  test('[S2] who gives no name, or one that cannot be seen, gets that of a plant nobody has', () => {
    const play = Play.open();
    for (let n = 1; n <= 80; n += 1)
      play.accept(SERVER, sitting(seatIdOf(n), n % 2 === 0 ? '' : '\u200b'));
    const names = Array.from(play.state.seats.values(), (seat) => seat.name);
    expect(new Set(names).size).toBe(81);
    for (const name of names) expect(name).toMatch(/^\p{L}[\p{L}’ ]*(?: \d+)?$/u);
    expect(answerOf(play.ask(SERVER, sitting(seatIdOf(99), 'x'.repeat(LIMITS.seatName + 1))))).toBe(
      'refused text-too-long C1',
    );
    const organisation = 'x'.repeat(LIMITS.organisation + 1);
    expect(answerOf(play.ask(SERVER, sitting(seatIdOf(99), '', { organisation })))).toBe(
      'refused text-too-long C1',
    );
    play.accept(SERVER, sitting(seatIdOf(99), '  Zoë\n ', { organisation: ' ' }));
    expect(play.state.seats.get(seatIdOf(99))).toMatchObject({ name: 'Zoë', organisation: null });
  });

  test('[S4] there are 5,000 and no more', () => {
    const play = Play.open().sit(ADA, 'participant', 'Ada');
    const ada = play.state.seats.get(ADA);
    if (ada === undefined) throw new Error('nobody sits there');
    let { seats } = play.state;
    for (let n = seats.size; n < LIMITS.seats; n += 1) {
      seats = seats.set(seatIdOf(n), { ...ada, id: seatIdOf(n) });
    }
    play.state = { ...play.state, seats };
    const late = sitting(seatIdOf(LIMITS.seats), 'Bea');
    expect(answerOf(play.ask(SERVER, late))).toBe('refused room-full S4');
  });

  test('[S3] the owner stays facilitator, others change; the same role again changes nothing', () => {
    const play = Play.open().sit(ADA, 'participant').sit(BEA, 'facilitator');
    expect(answerOf(play.ask(BEA, { type: 'setRole', seatId: OWNER, role: 'observer' }))).toBe(
      'refused owner-stays S3',
    );
    expect(play.ask(BEA, { type: 'setRole', seatId: OWNER, role: 'facilitator' })).toEqual([]);
    play.accept(BEA, { type: 'setRole', seatId: ADA, role: 'table-host' });
    expect(play.state.seats.get(ADA)).toMatchObject({ role: 'table-host', owner: false });
    play.accept(OWNER, { type: 'setRole', seatId: BEA, role: 'observer' });
    expect(answerOf(play.ask(BEA, { type: 'setRole', seatId: ADA, role: 'partner' }))).toBe(
      'refused wrong-role A13',
    );
  });
});

describe('phases', () => {
  const to = (phase: Phase, afterS = 0): AnyOrder => ({ type: 'moveToPhase', phase, afterS });

  test('[P1] a move names another phase; going back deletes nothing', () => {
    const play = Play.open().sit(ADA, 'participant').enter('listen').write(ADA);
    expect(answerOf(play.ask(OWNER, to('listen')))).toBe('refused same-phase P1');
    play.enter('cluster').enter('prepare');
    expect(play.state.cards.get(cardIdOf(1))?.status).toBe('published');
  });

  test('[P2] a move is announced, can be cancelled, and takes effect when due, once', () => {
    const play = Play.open();
    const complete = { type: 'completeMove' } as const;
    expect(answerOf(play.ask(OWNER, { type: 'cancelMove' }))).toBe('refused no-move P2');
    expect(answerOf(play.ask(SERVER, complete))).toBe('refused not-due P2');
    play.accept(OWNER, to('listen', 10));
    expect(play.state).toMatchObject({
      phase: 'prepare',
      move: { phase: 'listen', at: ON_SERVER.now + 10_000 },
    });
    play.accept(OWNER, { type: 'cancelMove' }).accept(OWNER, to('listen', 10));
    const due = { ...ON_SERVER, now: ON_SERVER.now + 10_000 };
    expect(answerOf(play.ask(SERVER, complete, { ...due, now: due.now - 1 }))).toBe(
      'refused not-due P2',
    );
    expect(answerOf(play.ask(OWNER, complete, due))).toBe('refused wrong-role P2');
    play.accept(SERVER, complete, due);
    expect(play.state).toMatchObject({ phase: 'listen', move: null });
    expect(answerOf(play.ask(SERVER, complete, due))).toBe('refused not-due P2');
  });

  test('[P3] entering a phase past share reveals what is left, announced moves too', () => {
    for (const afterS of [0, 10]) {
      const play = Play.open().sit(ADA, 'participant').enter('write');
      for (let n = 0; n < 20; n += 1) play.write(ADA, cardIdOf(n));
      play.accept(OWNER, to('cluster', afterS));
      if (afterS > 0)
        play.accept(
          SERVER,
          { type: 'completeMove' },
          { ...ON_SERVER, now: ON_SERVER.now + 10_000 },
        );
      for (const card of play.state.cards.values()) expect(card.status).toBe('published');
      const shown = play.log.at(-1)?.[0];
      const ids = shown?.type === 'cardsRevealed' ? shown.cardIds : [];
      expect(ids).toHaveLength(20);
      expect([...ids].sort()).not.toEqual(ids);
    }
  });

  test('[P4] revealing turns all over in an order the seed gives, and asks the server in a browser', () => {
    const play = Play.open().sit(ADA, 'participant').enter('write').enter('share');
    const reveal = { type: 'revealCards' } as const;
    expect(answerOf(play.ask(OWNER, reveal))).toBe('refused nothing-to-reveal P4');
    expect(answerOf(play.ask(OWNER, reveal, { now: 0, seed: null }))).toBe('ask the server');
    play.enter('write');
    for (let n = 0; n < 20; n += 1) play.write(ADA, cardIdOf(n));
    play.enter('share');
    expect(play.ask(OWNER, reveal)).toEqual(play.ask(OWNER, reveal));
    expect(play.ask(OWNER, reveal)).not.toEqual(play.ask(OWNER, reveal, { now: 0, seed: 8 }));
    play.accept(OWNER, reveal);
    for (const card of play.state.cards.values()) expect(card.status).toBe('published');
  });
});

describe('closing', () => {
  test('[W3] stops joining and writing and takes an announced move back; reopening undoes it', () => {
    const play = Play.open().sit(ADA, 'participant').enter('listen');
    play.accept(OWNER, { type: 'moveToPhase', phase: 'write', afterS: 10 });
    expect(play.ask(OWNER, { type: 'reopenWorkshop' })).toEqual([]);
    play.accept(OWNER, { type: 'closeWorkshop' });
    expect(play.state).toMatchObject({ closed: true, move: null });
    expect(play.ask(OWNER, { type: 'closeWorkshop' })).toEqual([]);
    expect(answerOf(play.ask(SERVER, sitting(BEA)))).toBe('refused closed W3');
    expect(answerOf(play.ask(OWNER, { type: 'moveToPhase', phase: 'write', afterS: 0 }))).toBe(
      'refused closed W3',
    );
    expect(answerOf(play.ask(ADA, writing(cardIdOf(1))))).toBe('refused closed A12');
    play.accept(OWNER, { type: 'reopenWorkshop' }).accept(SERVER, sitting(BEA)).write(ADA);
  });

  test('[W3] ends break, spotlight and timers, which nobody could end afterwards', () => {
    const [one, two] = [tableIdOf(1), tableIdOf(2)];
    const play = Play.open();
    for (const tableId of [one, two])
      play.accept(OWNER, { type: 'createTable', tableId, name: 'T' });
    for (const tableId of [null, two]) {
      play.accept(OWNER, { type: 'setTimer', tableId, action: 'start', seconds: 60 });
    }
    play.accept(OWNER, { type: 'setSpotlight', at: { kind: 'wall' }, hold: true });
    play.accept(OWNER, { type: 'setPause', on: true }).accept(OWNER, { type: 'closeWorkshop' });
    expect(play.state).toMatchObject({ paused: false, spotlight: null, timer: null });
    for (const { timer } of play.state.tables.values()) expect(timer).toBeNull();
    play.accept(OWNER, { type: 'reopenWorkshop' });
    expect(play.state).toMatchObject({ paused: false, spotlight: null, timer: null });
  });
});

describe('fillDemonstration', () => {
  const card = {
    kind: 'need',
    text: 'Serve',
    language: 'it',
    themeId: null,
    placeId: placeIdOf(1),
    signedAs: null,
    heldFor: null,
    onBehalf: null,
  } as const;
  const content: DemonstrationContent = {
    title: OPENING.title,
    challenge: OPENING.challenge,
    audience: OPENING.audience,
    language: OPENING.language,
    themes: [{ id: themeIdOf(5), name: 'Casa', colour: 'housing' }],
    places: [{ id: placeIdOf(1), kind: 'shop', name: 'Farmacia', zone: null }],
    cards: [
      { ...card, id: cardIdOf(1) },
      { ...card, id: cardIdOf(2), heldFor: 'consent' },
    ],
    clusters: [
      {
        id: clusterIdOf(1),
        themeId: null,
        name: 'Badanti',
        question: '',
        x: 0,
        y: 0,
        cardIds: [cardIdOf(1), cardIdOf(2)],
      },
    ],
    tables: [],
    proposals: [],
    phase: 'cluster',
  };
  const fill = { type: 'fillDemonstration', content } as const;

  test('[W4] fills only a demonstration, by the server, and puts it back; seats stay', () => {
    expect(answerOf(Play.open().ask(SERVER, fill))).toBe('refused not-a-demonstration W4');
    const play = new Play()
      .accept(SERVER, { ...OPENING, demonstration: true })
      .sit(ADA, 'participant');
    expect(answerOf(play.ask(OWNER, fill))).toBe('refused wrong-role W4');
    play.accept(SERVER, fill);
    const { cards, clusters, themes, places } = play.state;
    expect(cards.get(cardIdOf(1))).toMatchObject({
      status: 'published',
      clusterId: clusterIdOf(1),
    });
    expect(cards.get(cardIdOf(2))).toMatchObject({
      status: 'held',
      heldFor: 'consent',
      clusterId: null,
    });
    expect([clusters.size, themes.size, places.size]).toEqual([1, 1, 1]);
    play.enter('listen').write(ADA, cardIdOf(7)).accept(SERVER, fill);
    expect([...play.state.cards.keys()].sort()).toEqual([cardIdOf(1), cardIdOf(2)]);
    expect(play.state).toMatchObject({ phase: 'cluster', closed: false });
    expect(play.state.seats.has(ADA)).toBe(true);
  });

  test('[W4] [P6] puts back the room as well, and marks nothing as from an earlier round', () => {
    const play = new Play()
      .accept(SERVER, { ...OPENING, demonstration: true })
      .accept(SERVER, fill);
    const { meta } = dump(play.state);
    play.sit(ADA, 'participant').enter('plenary').accept(ADA, { type: 'raiseHand' });
    play.accept(OWNER, { type: 'editWorkshop', title: 'Altro', challenge: 'Chi?', language: 'en' });
    play.accept(OWNER, { type: 'setLink', on: false });
    play.accept(OWNER, { type: 'setSelfSeating', on: true });
    play.accept(OWNER, { type: 'setWaitingRoom', on: true }).accept(SERVER, fill);
    expect(dump(play.state).meta).toEqual({ ...meta, pass: play.state.pass });
    for (const { pass } of [...play.state.cards.values(), ...play.state.clusters.values()]) {
      expect(pass).toBe(play.state.pass);
    }
    expect(play.state.seats.get(ADA)?.hand).toBeNull();
  });
});
