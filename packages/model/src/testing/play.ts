/**
 * A workshop played for tests: every state is reached by `decide` and `evolve` alone, as on
 * the server, so that no test starts from a state that cannot be.
 */
import type { CardKind } from '../cards.ts';
import { type AnyOrder, decide, isAskServer, type Order } from '../commands/index.ts';
import type { Context, Outcome } from '../decide.ts';
import type { WorkshopEvent } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import type { CardId, SeatId } from '../ids.ts';
import { type Actor, type Role, SERVER, seatActor } from '../people.ts';
import type { Phase } from '../phases.ts';
import { isRefusal } from '../refusal.ts';
import { UNOPENED, type Workshop } from '../workshop.ts';
import { cardIdOf, seatIdOf, themeIdOf, workshopIdOf } from './ids.ts';

/** The owner's seat; newcomers count on from 1. */
export const OWNER = seatIdOf(0);

/** The server's context: it knows the time and a seed. */
export const ON_SERVER: Context = { now: 1_000_000, seed: 7 };
/** A browser's: no seed. */
export const IN_BROWSER: Context = { now: 1_000_000, seed: null };

export const OPENING = {
  type: 'openWorkshop',
  workshopId: workshopIdOf(1),
  title: 'Prendersi cura',
  language: 'it',
  challenge: 'Come ci aiutiamo?',
  audience: 'mixed',
  review: 'off',
  demonstration: false,
  owner: { seatId: OWNER, name: 'Anna' },
  themes: [
    { themeId: themeIdOf(1), name: 'Casa', colour: 'housing' },
    { themeId: themeIdOf(2), name: 'Anziani', colour: 'elder' },
  ],
} as const satisfies AnyOrder;

/** A workshop in play. Accepts orders and remembers what has happened. */
export class Play {
  state: Workshop = UNOPENED;
  /** All decisions so far, in order: the log. */
  readonly log: (readonly WorkshopEvent[])[] = [];

  static open(change: Partial<typeof OPENING> | { review: Workshop['review'] } = {}): Play {
    const play = new Play();
    play.accept(SERVER, { ...OPENING, ...change });
    return play;
  }

  /** Decides without taking effect. */
  ask(actor: Actor | SeatId, order: AnyOrder, context: Context = ON_SERVER): Outcome {
    const who = typeof actor === 'string' ? seatActor(actor) : actor;
    return decide(this.state, who, order, context);
  }

  /** Decides, and takes effect where it is accepted. */
  try(actor: Actor | SeatId, order: AnyOrder, context: Context = ON_SERVER): Outcome {
    const outcome = this.ask(actor, order, context);
    if (!isRefusal(outcome) && !isAskServer(outcome) && outcome.length > 0) {
      this.log.push(outcome);
      this.state = evolveAll(this.state, outcome);
    }
    return outcome;
  }

  /** Takes effect, or fails the test: for the way to the state that is tested. */
  accept(actor: Actor | SeatId, order: AnyOrder, context: Context = ON_SERVER): this {
    const outcome = this.try(actor, order, context);
    if (isRefusal(outcome) || isAskServer(outcome)) {
      throw new Error(`${order.type} was not accepted: ${JSON.stringify(outcome)}`);
    }
    return this;
  }

  sit(seatId: SeatId, role: Role, name = ''): this {
    return this.accept(SERVER, {
      type: 'takeSeat',
      seatId,
      role,
      name,
      kind: null,
      organisation: null,
      language: 'it',
    });
  }

  enter(phase: Phase): this {
    if (this.state.phase === phase) return this;
    return this.accept(OWNER, { type: 'moveToPhase', phase, afterS: 0 });
  }

  write(seatId: SeatId, cardId: CardId = cardIdOf(1), text = `card ${cardId}`): this {
    return this.accept(seatId, writing(cardId, { text, writtenIn: this.state.phase }));
  }
}

/** An order to write a card, with what a test does not care about filled in. */
export function writing(
  cardId: CardId,
  change: {
    text?: string;
    kind?: CardKind;
    signed?: boolean;
    writtenIn?: Phase;
    themeId?: ReturnType<typeof themeIdOf> | null;
  } = {},
): Extract<Order, { type: 'writeCard' }> {
  return {
    type: 'writeCard',
    cardId,
    kind: 'need',
    text: 'Serve un aiuto',
    language: 'it',
    themeId: null,
    signed: false,
    writtenIn: 'listen',
    ...change,
  };
}

/** `refused <kind> <rule>`, `accepted` or `ask the server`: what a test compares. */
export function answerOf(outcome: Outcome): string {
  if (isRefusal(outcome)) return `refused ${outcome.kind} ${outcome.rule}`;
  return isAskServer(outcome) ? 'ask the server' : 'accepted';
}
