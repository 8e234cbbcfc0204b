/** Rules left out on purpose: each of these has to be found, or the simulation finds nothing. */
import { project } from '@tavolo/documents';
import type { WorkshopEvent } from '@tavolo/model';
import type { Storage } from '@tavolo/server/storage/storage';
import type { PromiseName } from './broken.ts';
import {
  lostForWon,
  lostWordsForKept,
  neverLooking,
  over,
  ownTime,
  pastTheLog,
} from './faulty-stores.ts';
import type { RunOptions } from './run.ts';
import type { Sabotage } from './world.ts';

export interface Planted {
  readonly name: string;
  /** Which promise is then not kept. */
  readonly breaks: readonly PromiseName[];
  readonly sabotage: () => Sabotage;
  /** Where it shows itself soonest. */
  readonly at: Pick<RunOptions, 'weights' | 'begin'> & { readonly nodes: number };
}

export const PLANTED: readonly Planted[] = [
  {
    name: 'a store that answers before it has synced',
    breaks: ['kept', 'rest', 'P1', 'P2'],
    sabotage: () => ({ disk: { acknowledgesUnsynced: true } }),
    at: { nodes: 1, weights: { crash: 2 } },
  },
  {
    name: 'a door that mixes two people up',
    breaks: ['P3'],
    sabotage: () => ({ store: mixingUp }),
    at: { nodes: 1, begin: 'private', weights: { act: 40 } },
  },
  {
    name: 'a board in the order of a Map',
    breaks: ['P1'],
    sabotage: () => ({ project: inMapOrder }),
    at: { nodes: 1, begin: 'private', weights: { act: 40 } },
  },
  {
    name: 'a decision that another random number was drawn for',
    breaks: ['P2'],
    sabotage: () => ({ nodeSeed: 99 }),
    at: { nodes: 1, begin: 'private', weights: { act: 40 } },
  },
  {
    name: 'a text that is kept whatever has become of the right',
    breaks: ['P4'],
    sabotage: () => ({ store: unguarded }),
    at: { nodes: 3, begin: 'tables', weights: { type: 40, act: 40, bus: 1, pass: 3 } },
  },
  {
    name: 'a change of another node that is shown before it is in the log',
    breaks: ['P1'],
    sabotage: () => ({ store: pastTheLog() }),
    at: { nodes: 3, begin: 'wall', weights: { act: 40 } },
  },
  {
    name: 'a lost race for a number that is taken for a won one',
    breaks: ['P1', 'kept'],
    sabotage: () => ({ store: lostForWon }),
    at: { nodes: 3, begin: 'wall', weights: { act: 40 } },
  },
  {
    name: 'the same in a text',
    breaks: ['P4', 'rest', 'kept'],
    sabotage: () => ({ store: lostWordsForKept }),
    at: { nodes: 3, begin: 'tables', weights: { type: 40 } },
  },
  {
    name: 'a node that looks for nothing it was not told',
    breaks: ['rest'],
    sabotage: () => ({ store: neverLooking }),
    at: { nodes: 3, begin: 'wall', weights: { act: 20, busGone: 2, busBack: 0 } },
  },
  {
    name: 'a node that takes its own clock for the time',
    breaks: ['P2'],
    sabotage: () => ({ store: ownTime }),
    at: { nodes: 3, begin: 'wall', weights: { act: 40 } },
  },
];

/** The sessions of the first two who come are taken for each other's. */
function mixingUp(storage: Storage): Storage {
  const met = new Map<string, Awaited<ReturnType<Storage['findSession']>>>();
  return over(storage, {
    async findSession(tokenHash, workshopId, now) {
      const session = await storage.findSession(tokenHash, workshopId, now);
      if (session !== null && !met.has(session.seatId)) met.set(session.seatId, session);
      const [, one, other] = [...met.values()];
      if (session?.seatId === one?.seatId && other !== undefined && other !== null) {
        return session === null ? null : { ...session, seatId: other.seatId };
      }
      return session;
    },
  });
}

function unguarded(storage: Storage): Storage {
  return over(storage, {
    appendText: (key, updates, authors) => storage.appendText(key, updates, authors, null),
  });
}

/** Revealed cards as the table happens to hold them, not as it was decided. */
const inMapOrder: typeof project = (doc, before, after, events, seq) => {
  const turned = events.map((event): WorkshopEvent => {
    if (event.type !== 'cardsRevealed') return event;
    const revealed = new Set(event.cardIds);
    return { ...event, cardIds: [...after.cards.keys()].filter((id) => revealed.has(id)) };
  });
  return project(doc, before, after, turned, seq);
};
