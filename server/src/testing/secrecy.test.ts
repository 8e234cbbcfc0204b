/**
 * What rule R1 says, on the wire: what one person's drafts say, and who wrote them, is in no
 * frame of anybody else, of either kind of socket, before the cards are revealed.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LiveClient, liveClient } from './live-clients.ts';
import { type Stock, stockClient } from './sync-clients.ts';
import { aNeed, asCommand, openVenue, type Person, type Venue } from './venue.ts';

const CANARY = 'canarino-4711';

interface Listener {
  readonly live: LiveClient;
  readonly board: Stock;
}

let venue: Venue;
let listeners: Listener[];

beforeEach(async () => {
  venue = await openVenue();
  listeners = [];
});

afterEach(async () => {
  for (const { live, board } of listeners) {
    live.leave();
    board.leave();
  }
  await venue.close();
});

async function listen(person: Person): Promise<Listener> {
  const listener = { live: liveClient(venue, person.headers), board: stockClient(venue, person) };
  listeners.push(listener);
  await vi.waitFor(() => {
    expect(listener.live.got.counts).toBeDefined();
    expect(listener.board.provider.synced).toBe(true);
  });
  return listener;
}

const heardBy = ({ live, board }: Listener): string =>
  [...live.packets, ...board.frames.map((frame) => Buffer.from(frame).toString())].join('\n');

describe('secrecy on the wire', () => {
  it('[R1] a draft is in nobody else’s frames until it is revealed, its author never', async () => {
    const author = await venue.sit('participant');
    const other = await listen(await venue.sit('participant'));
    const facilitator = await listen(venue.owner);
    const own = await listen(author);
    await venue.orders({ type: 'moveToPhase', phase: 'write', afterS: 0 });

    const [kept, dropped, edited] = ['tenuto', 'ritirato', 'cambiato'].map((word) =>
      aNeed(`${CANARY} ${word}`, 'write'),
    );
    if (kept?.type !== 'writeCard' || dropped?.type !== 'writeCard') throw new Error('no need');
    if (edited?.type !== 'writeCard') throw new Error('no need');
    const answers = await own.live.send(
      [
        kept,
        dropped,
        edited,
        { type: 'withdrawCard', cardId: dropped.cardId } as const,
        {
          type: 'editCard',
          cardId: edited.cardId,
          text: `${CANARY} ancora`,
          language: 'it',
          themeId: null,
        } as const,
      ].map(asCommand),
    );
    expect(answers).toHaveLength(5);
    await vi.waitFor(() => expect(heardBy(own)).toContain(CANARY));
    // A later decision that everybody hears of: what was to come before it has come.
    await venue.orders({
      type: 'createTheme',
      themeId: kept.cardId as never,
      name: 'Segnale',
      colour: 'health',
    });
    await vi.waitFor(() => {
      expect(heardBy(other)).toContain('Segnale');
      expect(heardBy(facilitator)).toContain('Segnale');
    });
    // Who comes while others write gets no more than who was there.
    const late = await listen(await venue.sit('participant'));
    for (const listener of [other, facilitator, late]) {
      expect(heardBy(listener)).not.toContain(CANARY);
    }
    for (const listener of [other, late]) expect(heardBy(listener)).not.toContain(author.seatId);

    await venue.orders({ type: 'moveToPhase', phase: 'share', afterS: 0 }, { type: 'revealCards' });
    await vi.waitFor(() => expect(heardBy(other)).toContain(`${CANARY} tenuto`));
    for (const listener of [other, late]) {
      expect(heardBy(listener)).not.toContain(author.seatId);
      expect(heardBy(listener)).not.toContain('ritirato');
    }
  });

  it('[B3] the moment of a saved or withdrawn draft reaches nobody else', async () => {
    const author = await venue.sit('participant');
    const facilitator = await listen(venue.owner);
    const other = await listen(await venue.sit('participant'));
    const own = await listen(author);
    await venue.orders({ type: 'moveToPhase', phase: 'write', afterS: 0 });
    await vi.waitFor(() => expect(facilitator.live.got.queue?.board).toBe(venue.workshop.boardSeq));

    const framesOf = ({ live, board }: Listener) => ({
      // Counts go out by the clock and not by what is saved.
      feeds: live.packets.filter((packet) => /"(mine|queue|roster)"/.test(packet)).length,
      frames: board.frames.length,
    });
    // Everything of the phase's own change is through once both have been answered.
    await Promise.all([facilitator.live.send([]), other.live.send([])]);
    const before = [facilitator, other].map(framesOf);
    const need = aNeed(CANARY, 'write');
    if (need.type !== 'writeCard') throw new Error('not a need');
    await own.live.send([
      asCommand(need),
      asCommand({ type: 'withdrawCard', cardId: need.cardId }),
    ]);
    await vi.waitFor(() =>
      expect(own.live.got.mine).toMatchObject(venue.workshop.standing(author.seatId)),
    );
    await Promise.all([facilitator.live.send([]), other.live.send([])]);
    expect([facilitator, other].map(framesOf)).toEqual(before);
  });
});
