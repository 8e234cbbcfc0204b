/** What the numbers tell over random histories: whatever a seat hears of, and nothing else. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evolveAll } from './evolve.ts';
import {
  type CountedNumbers,
  type FeedName,
  feedsOf,
  mineOf,
  Numbers,
  queueOf,
  rosterOf,
  type SeatId,
  shows,
  touchedBy,
  UNOPENED,
  type Workshop,
  type WorkshopEvent,
  wallOf,
} from './index.ts';
import { anyHistory, playThrough, SEATS } from './testing/arbitrary.ts';
import { dump } from './testing/dump.ts';
import { cardIdOf, seatIdOf } from './testing/ids.ts';
import { Play } from './testing/play.ts';

/** All that a seat may know, in one order. */
function knownTo(state: Workshop, seatId: SeatId): string {
  const roster = [...(rosterOf(state, seatId) ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1));
  const own = [mineOf(state, seatId), queueOf(state, seatId), roster];
  return JSON.stringify([dump(wallOf(state)), own]);
}

function follow(
  log: readonly (readonly WorkshopEvent[])[],
  each: (step: {
    readonly before: Workshop;
    readonly after: Workshop;
    readonly touched: ReturnType<typeof touchedBy>;
    readonly was: ReadonlyMap<SeatId, number>;
    readonly boardWas: number;
    readonly numbers: Numbers;
  }) => void,
): Numbers {
  const numbers = new Numbers();
  let state = UNOPENED;
  for (const events of log) {
    const after = evolveAll(state, events);
    const touched = touchedBy(state, after, events);
    const was = new Map(SEATS.map((seatId) => [seatId, numbers.standing(seatId).seq]));
    const boardWas = numbers.board;
    numbers.count(touched, after);
    each({ before: state, after, touched, was, boardWas, numbers });
    state = after;
  }
  return numbers;
}

describe('the numbers', () => {
  test('[R6] stand still for whoever may know nothing of a decision', () => {
    let unheard = 0;
    fc.assert(
      fc.property(anyHistory, (history) => {
        follow(playThrough(history).log, ({ before, after, was, boardWas, numbers }) => {
          for (const seatId of SEATS) {
            if (knownTo(before, seatId) !== knownTo(after, seatId)) continue;
            unheard += 1;
            expect(numbers.standing(seatId)).toEqual({ seq: was.get(seatId), board: boardWas });
          }
        });
      }),
      { numRuns: 60 },
    );
    expect(unheard).toBeGreaterThan(100);
  });

  test('[R6] an answer is shown by exactly those feeds that were made after its decision', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        follow(playThrough(history).log, ({ after, touched, was, boardWas, numbers }) => {
          for (const seatId of SEATS) {
            const feeds: FeedName[] = feedsOf(touched, after, seatId);
            const answer = { seq: numbers.answer(seatId, feeds), in: feeds };
            if (feeds.length === 0) {
              expect(answer.seq).toBe(numbers.board);
              continue;
            }
            expect(shows(numbers.standing(seatId), answer)).toBe(true);
            expect(shows({ seq: was.get(seatId) ?? 0, board: boardWas }, answer)).toBe(false);
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  test('[B2] go on from a snapshot as if there had been none', () => {
    fc.assert(
      fc.property(anyHistory, fc.double({ min: 0, max: 1, noNaN: true }), (history, part) => {
        const { log, state } = playThrough(history);
        const cut = Math.floor(log.length * part);
        const half = follow(log.slice(0, cut), () => undefined);
        let at = log.slice(0, cut).reduce(evolveAll, UNOPENED);
        const kept = JSON.parse(JSON.stringify(half)) as CountedNumbers;
        const again = Numbers.from(kept, at);
        for (const events of log.slice(cut)) {
          const after = evolveAll(at, events);
          again.count(touchedBy(at, after, events), after);
          at = after;
        }
        expect(JSON.stringify(again)).toBe(JSON.stringify(follow(log, () => undefined)));
        expect(dump(at)).toEqual(dump(state));
      }),
      { numRuns: 40 },
    );
  });
});

test('[R6] own cards come in the same order, however much others write meanwhile', () => {
  const feedAfter = (others: number): string => {
    const play = Play.open();
    const [author, other] = [seatIdOf(1), seatIdOf(2)];
    play.sit(author, 'participant').sit(other, 'participant').enter('write');
    for (const n of [3, 1, 2, 5, 4]) {
      play.write(author, cardIdOf(n));
      for (let more = 0; more < others; more += 1) play.write(other, cardIdOf(n * 1_000 + more));
    }
    const edit = { type: 'editCard', language: 'it', themeId: null, text: 'altro' } as const;
    play.accept(author, { ...edit, cardId: cardIdOf(3) });
    return JSON.stringify(mineOf(play.state, author));
  };
  // A Table folds its changes into its base after 128 of them; what changes then comes last.
  for (const others of [1, 40, 130]) expect(feedAfter(others)).toBe(feedAfter(0));
});
