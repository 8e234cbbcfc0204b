/** What one may read, and that the browser decides as the server does: random histories, every seat. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ballotOf,
  type Card,
  decide,
  feedsOf,
  isRefusal,
  mineOf,
  queueOf,
  rosterOf,
  type Seat,
  type SeatId,
  seesRoster,
  touchedBy,
  view,
  type Workshop,
  wallOf,
  withFeeds,
} from './index.ts';
import { anyHistory, anyOrder, canaryOf, playThrough, SEATS } from './testing/arbitrary.ts';
import { dump } from './testing/dump.ts';
import { answerOf } from './testing/play.ts';

const RUNS = { numRuns: 250 };

/** Phases in which the queue is open, by RULES.md A6. */
const QUEUE_OPEN: ReadonlySet<string> = new Set([
  'prepare',
  'listen',
  'share',
  'cluster',
  'tables',
  'follow-up',
]);

/** Rules R1 and R2, written apart from `canRead`. */
function mayRead(state: Workshop, seat: Seat, card: Card): boolean {
  if (card.status === 'published' || card.author === seat.id) return true;
  if (seat.role !== 'facilitator' || seat.waiting || card.status === 'draft') return false;
  if (card.status === 'held') return QUEUE_OPEN.has(state.phase);
  return card.withdrawnFrom === 'published';
}

function seatIn(state: Workshop, seatId: SeatId): Seat {
  const seat = state.seats.get(seatId);
  if (seat === undefined) throw new Error(`no seat ${seatId}`);
  return seat;
}

describe('views', () => {
  test('[R4] decide on one’s view answers as on the full state, or asks the server', () => {
    fc.assert(
      fc.property(
        anyHistory,
        fc.array(anyOrder, { minLength: 10, maxLength: 10 }),
        (history, more) => {
          const agree = (
            state: Workshop,
            seatId: SeatId,
            order: (typeof more)[number],
            now: number,
          ) => {
            const actor = { kind: 'seat', seatId } as const;
            const server = decide(state, actor, order, { now, seed: 1 });
            const browser = decide(view(state, seatId), actor, order, { now, seed: null });
            const [there, here] = [answerOf(server), answerOf(browser)];
            if (here === 'ask the server') return;
            if (
              order.type === 'writeCard' &&
              there === 'refused id-taken C3' &&
              here === 'accepted'
            ) {
              const hidden = state.cards.get(order.cardId);
              expect(hidden && mayRead(state, seatIn(state, seatId), hidden)).toBe(false);
              return;
            }
            expect(`${order.type} ${here}`).toBe(`${order.type} ${there}`);
          };
          const play = playThrough(history, ({ state }, { actor, order, now }) => {
            if (actor.kind === 'seat' && order.type !== 'completeMove') {
              agree(state, actor.seatId, order as (typeof more)[number], now);
            }
          });
          for (const seatId of SEATS)
            for (const order of more) agree(play.state, seatId, order, 2e9);
        },
      ),
      RUNS,
    );
  });

  test('[R1] [R2] [R3] [R7] no view holds the words of what its seat may not read, nor another’s authorship', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const look = ({ state }: { readonly state: Workshop }) => {
          const wrong: string[] = [];
          for (const seatId of SEATS) {
            const seat = seatIn(state, seatId);
            const seenBy = view(state, seatId);
            const { seats, ...board } = dump(seenBy);
            const json = JSON.stringify(board);
            const roster = JSON.stringify(seats);
            for (const card of state.cards.values()) {
              const readable = mayRead(state, seat, card);
              const told = `${card.id} (${card.status}) to ${seat.role}`;
              if (json.includes(canaryOf(card.id)) !== readable) wrong.push(`words of ${told}`);
              if (seenBy.cards.has(card.id) !== readable) wrong.push(`card ${told}`);
            }
            for (const card of seenBy.cards.values()) {
              if (card.author !== null && card.author !== seatId)
                wrong.push(`author of ${card.id}`);
              if (card.onBehalf !== null) wrong.push(`recorder of ${card.id}`);
            }
            // Nobody else's seat number is anywhere in it, but in the roster of those who seat people (R7).
            for (const other of SEATS) {
              if (other === seatId) continue;
              if (json.includes(other)) wrong.push(`seat ${other} to ${seat.role}`);
              if (!seesRoster(seat) && roster.includes(other)) wrong.push(`roster ${other}`);
            }
          }
          expect(wrong).toEqual([]);
        };
        look(playThrough(history, look));
      }),
      { numRuns: 60 },
    );
  });

  test('[R1] what everybody reads holds published cards alone, without seats', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { state } = playThrough(history);
        const json = JSON.stringify(dump(wallOf(state)));
        for (const card of state.cards.values()) {
          expect(json.includes(canaryOf(card.id))).toBe(card.status === 'published');
        }
        for (const seatId of SEATS) expect(json).not.toContain(seatId);
      }),
      RUNS,
    );
  });

  test('[R5] a decision touches every feed that it changes', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const play = playThrough(history, (at, { actor, order, now, seed }) => {
          const before = at.state;
          const outcome = at.try(actor, order, { now, seed });
          const after = at.state;
          if (before === after || isRefusal(outcome) || 'askServer' in outcome) return;
          const touched = touchedBy(before, after, outcome);
          const differ = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
          if (differ(dump(wallOf(before)), dump(wallOf(after)))) expect(touched.board).toBe(true);
          for (const seatId of SEATS) {
            const cards = (state: Workshop) => {
              const mine = mineOf(state, seatId);
              return (
                mine && {
                  ...mine,
                  cards: [...mine.cards].sort(byId),
                  published: [...mine.published].sort(),
                }
              );
            };
            if (differ(cards(before), cards(after))) expect([...touched.mine]).toContain(seatId);
            const role = seatIn(after, seatId).role;
            if (role !== 'facilitator' || seatIn(before, seatId).role !== role) continue;
            const feeds = feedsOf(touched, after, seatId);
            if (differ(queueOf(before, seatId), queueOf(after, seatId)))
              expect(feeds).toContain('queue');
            if (differ(rosterOf(before, seatId), rosterOf(after, seatId)))
              expect(feeds).toContain('roster');
          }
        });
        expect(play.log.length).toBeGreaterThan(0);
      }),
      { numRuns: 100 },
    );
  });

  test('[R5] a view is put together again from its feeds, also after they went through JSON', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { state } = playThrough(history);
        for (const seatId of SEATS) {
          const sent = <T>(feed: T): T => JSON.parse(JSON.stringify(feed)) as T;
          const laid = withFeeds(
            wallOf(state),
            sent(mineOf(state, seatId)),
            sent(queueOf(state, seatId)),
            sent(rosterOf(state, seatId)),
            sent(ballotOf(state, seatId)),
          );
          expect(dump(laid)).toEqual(dump(view(state, seatId)));
        }
      }),
      { numRuns: 60 },
    );
  });
});

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
