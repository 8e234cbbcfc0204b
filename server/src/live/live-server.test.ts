import { translate } from '@tavolo/i18n';
import { type CommandId, type Order, shows } from '@tavolo/model';
import { type Answer, CLOSE, isRefused, PROTOCOL_VERSION } from '@tavolo/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LIMITS } from '../limits.ts';
import { openMemoryStorage } from '../storage/memory/memory-storage.ts';
import type { Storage } from '../storage/storage.ts';
import { type LiveClient, liveClient, refusedConnection } from '../testing/live-clients.ts';
import { bareSocket, closeOf } from '../testing/sync-clients.ts';
import {
  accepted,
  aNeed,
  anyId,
  asCommand,
  openVenue,
  type Person,
  type Venue,
} from '../testing/venue.ts';

let storage: Storage;
let venue: Venue;
let clients: LiveClient[];

beforeEach(async () => {
  storage = openMemoryStorage();
  venue = await openVenue(storage);
  clients = [];
  await venue.orders({ type: 'moveToPhase', phase: 'listen', afterS: 0 });
});

afterEach(async () => {
  for (const client of clients) client.leave();
  await venue.close();
});

/** Resolves once all feeds of the first moment are there. */
async function connect(person: Person): Promise<LiveClient> {
  const client = liveClient(venue, person.headers);
  clients.push(client);
  await vi.waitFor(() => expect(client.got.counts).toBeDefined(), { timeout: 10_000 });
  return client;
}

const kinds = (answers: readonly Answer[]): string[] =>
  answers.map((answer) => (isRefused(answer) ? answer.refusal.kind : 'accepted'));

describe('on connecting', () => {
  it('comes each feed whole, with the number it stands at', async () => {
    const [facilitator, participant] = [
      await connect(venue.owner),
      await connect(await venue.sit('participant')),
    ];
    const { boardSeq, boardEpoch, joinCode, state } = venue.workshop;
    expect(facilitator.got.hello).toMatchObject({
      version: PROTOCOL_VERSION,
      epoch: boardEpoch,
      joinCode,
    });
    expect(facilitator.got.mine).toMatchObject({ seat: { id: venue.owner.seatId }, cards: [] });
    expect(facilitator.got.queue).toMatchObject({ held: [], withdrawn: [] });
    const newcomer = { mine: { seq: 1, board: boardSeq, cards: [] }, queue: null, roster: null };
    expect(participant.got).toMatchObject(newcomer);
    expect(participant.got.counts).toMatchObject({ drafts: null, held: null });
    await vi.waitFor(
      () => {
        expect(facilitator.got.roster).toEqual({
          ...venue.workshop.standing(venue.owner.seatId),
          seats: [...state.seats.values()],
        });
        expect(facilitator.got.counts).toEqual({
          present: 2,
          drafts: 0,
          held: 0,
          voting: null,
          ready: 0,
          waiting: 0,
          here: [...state.seats.keys()].sort(),
        });
      },
      { timeout: 10_000 },
    );
  });
});

describe('commands', () => {
  it('of a batch are decided in their order, and answered in it', async () => {
    const client = await connect(await venue.sit('participant'));
    const start = venue.workshop.boardSeq;
    const texts = Array.from({ length: 30 }, (_, index) => `Bisogno ${index}`);
    const answers = await client.send(texts.map((text) => asCommand(aNeed(text))));
    expect(answers).toEqual(
      texts.map((_, index) => ({ seq: start + 1 + index, in: ['board', 'mine'] })),
    );
    expect([...venue.workshop.state.cards.values()].map((card) => card.text)).toEqual(texts);
    await vi.waitFor(() => {
      expect(client.got.mine?.board).toBe(start + 30);
      expect(client.got.mine?.published).toHaveLength(30);
    });
  });

  it('sent one after the other without waiting stay in order too', async () => {
    const client = await connect(await venue.sit('participant'));
    const need = aNeed('Prima');
    if (need.type !== 'writeCard') throw new Error('not a need');
    const edit: Order = {
      type: 'editCard',
      cardId: need.cardId,
      text: 'Dopo',
      language: 'it',
      themeId: null,
    };
    const sent = [need, edit, { type: 'withdrawCard', cardId: need.cardId } as const];
    const answers = await Promise.all(sent.map((order) => client.sendRaw(asCommand(order))));
    expect(kinds(answers as Answer[])).toEqual(['accepted', 'accepted', 'accepted']);
    expect(venue.workshop.state.cards.get(need.cardId)).toMatchObject({
      text: 'Dopo',
      status: 'withdrawn',
    });
  });

  it('repeated are answered as the first time, without effect, also after a reconnect', async () => {
    const person = await venue.sit('participant');
    const client = await connect(person);
    const command = asCommand(aNeed('Una volta'));
    const [first] = await client.send([command]);
    client.leave();
    const again = await connect(person);
    expect(await again.send([command, command])).toEqual([first, first]);
    expect(venue.workshop.state.cards.size).toBe(1);
  });

  it('are answered in the shape in which they came, each with its own refusal', async () => {
    const client = await connect(await venue.sit('participant', 'en'));
    const one = (await client.sendRaw(asCommand(aNeed('')))) as Answer;
    expect(one).toMatchObject({
      refusal: {
        kind: 'text-empty',
        rule: 'C1',
        message: translate('en', 'refusals.text-empty'),
      },
    });
    const mixed = (await client.sendRaw([
      asCommand(aNeed('Bene')),
      null,
      { cmdId: anyId<CommandId>(), type: 'takeSeat' },
      { ...asCommand(aNeed('Bene')), author: 'x' },
      asCommand({ type: 'moveToPhase', phase: 'share', afterS: 0 }),
    ])) as Answer[];
    expect(kinds(mixed)).toEqual([
      'accepted',
      'malformed',
      'unknown-command',
      'malformed',
      'wrong-role',
    ]);
    expect(await client.sendRaw([])).toEqual([]);
    expect(await client.sendRaw(Array.from({ length: 101 }, () => null))).toMatchObject({
      refusal: { kind: 'too-large' },
    });
  });

  it('that come too fast are told when to come again, and none is lost', async () => {
    const client = await connect(await venue.sit('participant'));
    const commands = Array.from({ length: 100 }, (_, index) => asCommand(aNeed(`N ${index}`)));
    const answers = await client.send(commands);
    const passed = kinds(answers).filter((kind) => kind === 'accepted').length;
    expect(passed).toBeGreaterThanOrEqual(60);
    expect(passed).toBeLessThan(70);
    const rest = answers.slice(passed);
    expect(new Set(kinds(rest))).toEqual(new Set(['too-many']));
    const [late] = rest;
    if (late === undefined || !isRefused(late)) throw new Error('not refused');
    expect(late.refusal.retryAfter).toBeGreaterThan(1_000);
    expect(late.refusal.message).toMatch(/\d secondi/);
    expect(venue.workshop.state.cards.size).toBe(passed);
  });

  it('that the disk did not take are refused as not saved, and go through afterwards', async () => {
    const client = await connect(await venue.sit('participant'));
    const append = vi.spyOn(storage, 'append').mockRejectedValueOnce(new Error('disk full'));
    const command = asCommand(aNeed('Resta qui'));
    expect(kinds(await client.send([command]))).toEqual(['not-saving']);
    expect(venue.workshop.state.cards.size).toBe(0);
    expect(kinds(await client.send([command]))).toEqual(['accepted']);
    append.mockRestore();
  });
});

describe('feeds', () => {
  it('reach those seats alone that a decision touched', async () => {
    const [writer, other] = [
      await connect(await venue.sit('participant')),
      await connect(await venue.sit('participant')),
    ];
    const facilitator = await connect(venue.owner);
    const before = other.got.mine?.seq;
    const need = aNeed('Mio');
    if (need.type !== 'writeCard') throw new Error('not a need');
    await writer.send([asCommand(need), asCommand({ type: 'withdrawCard', cardId: need.cardId })]);
    await vi.waitFor(() => {
      expect(writer.got.mine?.cards.map((card) => card.status)).toEqual(['withdrawn']);
      expect(facilitator.got.queue?.withdrawn.map((card) => card.id)).toEqual([need.cardId]);
    });
    expect(facilitator.got.queue?.withdrawn[0]?.author).toBeNull();
    // The other gets an answer of its own after all this, and nothing else was on the way.
    await other.send([]);
    expect(other.got.mine?.seq).toBe(before);
    expect(other.packets.join('\n')).not.toContain(need.cardId);
  });

  it('a new facilitator gets queue and roster, a demoted one is told that they are gone', async () => {
    const person = await venue.sit('participant');
    const client = await connect(person);
    await venue.orders({ type: 'setRole', seatId: person.seatId, role: 'facilitator' });
    await vi.waitFor(
      () => {
        expect(client.got.mine?.seat.role).toBe('facilitator');
        expect(client.got.queue).toMatchObject({ held: [] });
        expect(client.got.roster?.seats).toHaveLength(2);
        expect(client.got.counts?.drafts).toBe(0);
      },
      { timeout: 10_000 },
    );
    // [R7] A co-facilitator seats people: keeps the roster, and moderates nothing.
    await venue.orders({ type: 'setRole', seatId: person.seatId, role: 'co-facilitator' });
    await vi.waitFor(
      () => {
        expect(client.got.mine?.seat.role).toBe('co-facilitator');
        expect(client.got.queue).toBeNull();
        expect(client.got.roster?.seats).toHaveLength(2);
        expect(client.got.counts?.drafts).toBeNull();
      },
      { timeout: 10_000 },
    );
    await venue.orders({ type: 'setRole', seatId: person.seatId, role: 'observer' });
    await vi.waitFor(
      () => {
        expect(client.got.mine?.seat.role).toBe('observer');
        expect(client.got.queue).toBeNull();
        expect(client.got.roster).toBeNull();
        expect(client.got.counts?.drafts).toBeNull();
      },
      { timeout: 10_000 },
    );
  });

  it('name the decision up to which they stand, so that the answer’s feeds are reached', async () => {
    const facilitator = await connect(venue.owner);
    const person = await venue.sit('participant');
    const [answer] = await facilitator.send([
      asCommand({ type: 'setRole', seatId: person.seatId, role: 'partner' }),
    ]);
    if (answer === undefined || isRefused(answer)) throw new Error('refused');
    expect(answer.in).toEqual(['queue', 'roster']);
    await vi.waitFor(() => {
      for (const feed of [facilitator.got.queue, facilitator.got.roster]) {
        if (feed == null) throw new Error('not told');
        expect(shows(feed, answer)).toBe(true);
      }
    });
  });
});

describe('the door of the live channel', () => {
  it('refuses in the language of the browser', async () => {
    const { headers } = await venue.sit('participant');
    const { origin } = venue;
    const english = { origin, 'accept-language': 'en-GB,en;q=0.9' };
    expect(await refusedConnection(venue, english)).toEqual({
      kind: 'no-session',
      version: PROTOCOL_VERSION,
      message: translate('en', 'refusals.no-session'),
    });
    expect(await refusedConnection(venue, headers, { workshop: anyId() })).toMatchObject({
      kind: 'not-found',
    });
    expect(await refusedConnection(venue, headers, { workshop: '../x' })).toMatchObject({
      kind: 'not-found',
    });
    for (const version of [PROTOCOL_VERSION + 1, 'x']) {
      expect(await refusedConnection(venue, headers, { version })).toMatchObject({
        kind: 'version',
        version: PROTOCOL_VERSION,
      });
    }
  });

  it('a foreign origin, or none, does not get as far as a connection', async () => {
    const { cookie } = (await venue.sit('participant')).headers;
    const foreign: Record<string, string> = { cookie, origin: 'http://127.0.0.1:1' };
    for (const headers of [foreign, { cookie }]) {
      expect(await refusedConnection(venue, headers)).toBeInstanceOf(Error);
    }
    expect(venue.live.count().connections).toBe(0);
  });

  it('ends one session of a seat and leaves its other browser alone', async () => {
    const person = await venue.sit('participant');
    const here = await connect(person);
    const there = await connect(await venue.again(person));
    venue.live.leaveSeat(venue.workshop.id, person.seatId, person.tokenHash);
    await vi.waitFor(() => {
      expect(here.got.ended).toBe(true);
      expect(here.socket.connected).toBe(false);
    });
    expect(there.socket.connected).toBe(true);
    expect(venue.live.present(venue.workshop.id)).toBe(1);
  });

  it('one seat has so many connections and no more', async () => {
    const person = await venue.sit('participant');
    await Promise.all(Array.from({ length: LIMITS.socketsPerSeat }, () => connect(person)));
    expect(await refusedConnection(venue, person.headers)).toBeInstanceOf(Error);
  });

  it('one seat that knocks many times at once gets no more of them', async () => {
    const person = await venue.sit('participant');
    const find = storage.findSession.bind(storage);
    let open = (): void => undefined;
    const door = new Promise<void>((resolve) => {
      open = resolve;
    });
    // A store that answers all of them together, as one does after a slow commit.
    const asked = vi.spyOn(storage, 'findSession').mockImplementation(async (...given) => {
      await door;
      return find(...given);
    });
    const many = Array.from({ length: LIMITS.socketsPerSeat * 3 }, () =>
      liveClient(venue, person.headers),
    );
    clients.push(...many);
    const settled = many.map(
      ({ socket }) =>
        new Promise<void>((resolve) => {
          socket.on('hello', () => resolve());
          socket.on('connect_error', () => resolve());
          socket.on('disconnect', () => resolve());
        }),
    );
    await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(many.length));
    open();
    await Promise.all(settled);
    expect(venue.live.count().connections).toBeLessThanOrEqual(LIMITS.socketsPerSeat);
    expect(venue.live.count().connections).toBeGreaterThan(0);
  });

  it('ends what is open when its session is over, in the board’s channel too', async () => {
    const person = await venue.sit('participant');
    const [gone, other] = [await connect(person), await connect(await venue.again(person))];
    const board = await bareSocket(venue, person.headers);
    const closed = closeOf(board);
    await venue.storage.prolongSession(person.tokenHash, venue.workshop.id, Date.now() - 1);
    await venue.live.endExpired();
    await venue.sync.endExpired();
    await vi.waitFor(() => expect(gone.socket.connected).toBe(false));
    expect((await closed).code).toBe(CLOSE.restarting);
    expect(other.socket.connected).toBe(true);
  });

  it('commands over an open connection keep a leader’s session alive, an idle one does not', async () => {
    const { id } = venue.workshop;
    const hourMs = 60 * 60 * 1000;
    const client = await connect(venue.owner);
    const until = async (): Promise<number> => {
      const session = await venue.storage.findSession(venue.owner.tokenHash, id, Date.now());
      return (session?.expiresAt ?? 0) - Date.now();
    };
    await venue.storage.prolongSession(venue.owner.tokenHash, id, Date.now() + hourMs);
    await venue.live.endExpired();
    expect(await until()).toBeLessThanOrEqual(hourMs);
    await client.send([asCommand(aNeed('Sono ancora qui'))]);
    await venue.live.endExpired();
    expect(await until()).toBeGreaterThan(7 * hourMs);
    expect(client.socket.connected).toBe(true);
  });

  it('a change of token at the moment of the look ends nothing', async () => {
    const person = await venue.sit('participant');
    const client = await connect(person);
    const next = 'f'.repeat(64);
    const { id } = venue.workshop;
    const look = venue.live.endExpired();
    const session = await venue.storage.findSession(person.tokenHash, id, Date.now());
    if (session === null) throw new Error('no session');
    await venue.storage.rotateSessions(
      person.tokenHash,
      { ...session, tokenHash: next },
      { now: 0, until: 0 },
    );
    venue.live.tokenRotated(person.tokenHash, next);
    await look;
    await venue.live.endExpired();
    expect(client.got.ended).toBeUndefined();
    expect(client.socket.connected).toBe(true);
  });

  it('lets go of a page that takes nothing in', async () => {
    const person = await venue.sit('participant');
    const deaf = await connect(person);
    const { ws } = deaf.socket.io.engine.transport as unknown as {
      ws: { pause(): void; terminate(): void };
    };
    ws.pause();
    const needs = Array.from({ length: 100 }, () => aNeed('x'.repeat(2_000)));
    for (const need of needs) {
      accepted(await venue.workshop.perform(person.seatId, asCommand(need)));
      if (need.type !== 'writeCard') continue;
      const { cardId } = need;
      await venue.workshop.perform(person.seatId, asCommand({ type: 'withdrawCard', cardId }));
    }
    // Each of these sends all hundred again.
    for (let times = 0; times < 300 && venue.live.count().connections > 0; times += 1) {
      const { cardId } = needs[times % 50] as Extract<Order, { type: 'writeCard' }>;
      const type = times % 100 < 50 ? 'restoreCard' : 'withdrawCard';
      accepted(await venue.workshop.perform(person.seatId, asCommand({ type, cardId })));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await vi.waitFor(() => expect(venue.live.count().connections).toBe(0));
    ws.terminate();
  });

  it('counts people, not tabs, and keeps nothing after the last has left', async () => {
    const person = await venue.sit('participant');
    const facilitator = await connect(venue.owner);
    const tabs = [await connect(person), await connect(person)];
    await vi.waitFor(() => expect(facilitator.got.counts?.present).toBe(2), { timeout: 10_000 });
    expect(venue.live.count()).toEqual({ stages: 1, connections: 3 });
    for (const client of [facilitator, ...tabs]) client.leave();
    await vi.waitFor(() => expect(venue.live.count()).toEqual({ stages: 0, connections: 0 }));
  });

  it('a frame over the limit ends the connection and nothing else', async () => {
    const client = await connect(await venue.sit('participant'));
    client.socket.emit('command', 'x'.repeat(80_000), () => undefined);
    await vi.waitFor(() => expect(client.socket.connected).toBe(false));
    const again = await connect(await venue.sit('participant'));
    expect(kinds(await again.send([asCommand(aNeed('Ancora qui', 'listen'))]))).toEqual([
      'accepted',
    ]);
  });
});
