/** For tests: a wall made by real commands, so that it is one that can exist. */
import {
  type CardId,
  type ClusterId,
  decide,
  evolveAll,
  isAskServer,
  isRefusal,
  type Order,
  SERVER,
  type SeatId,
  seatActor,
  type ThemeId,
  UNOPENED,
  type Workshop,
  type WorkshopId,
} from '@tavolo/model';

/** `n` as an id, so that a test reads the same every time. */
export function idOf<Id extends string>(n: number): Id {
  return `${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000` as Id;
}

const context = { now: 1_764_000_000_000, seed: 7 };
export const OWNER = idOf<SeatId>(1);

export function opened(title: string, themes: readonly string[] = []): Workshop {
  const events = decide(
    UNOPENED,
    SERVER,
    {
      type: 'openWorkshop',
      workshopId: idOf<WorkshopId>(0),
      title,
      language: 'it',
      challenge: 'Come stare meglio?',
      audience: 'mixed',
      review: 'off',
      demonstration: false,
      owner: { seatId: OWNER, name: 'Anna' },
      themes: themes.map((name, index) => ({
        themeId: idOf<ThemeId>(100 + index),
        name,
        colour: 'elder',
      })),
    },
    context,
  );
  if (isRefusal(events) || isAskServer(events)) throw new Error(JSON.stringify(events));
  return evolveAll(UNOPENED, events);
}

/** Done by the owner, who may do all of it. */
export function after(state: Workshop, ...orders: readonly Order[]): Workshop {
  return orders.reduce((before, order) => {
    const events = decide(before, seatActor(OWNER), order, context);
    if (isRefusal(events) || isAskServer(events)) throw new Error(JSON.stringify(events));
    return evolveAll(before, events);
  }, state);
}

export function need(
  n: number,
  text: string,
  more: { signed?: boolean; theme?: number } = {},
): Order {
  return {
    type: 'writeCard',
    cardId: idOf<CardId>(n),
    kind: 'need',
    text,
    language: 'it',
    themeId: more.theme === undefined ? null : idOf<ThemeId>(more.theme),
    signed: more.signed ?? false,
    writtenIn: 'prepare',
  };
}

export function cluster(n: number, name: string, theme: number | null = null): Order {
  return {
    type: 'createCluster',
    clusterId: idOf<ClusterId>(n),
    themeId: theme === null ? null : idOf<ThemeId>(theme),
    name,
    question: '',
    x: 0,
    y: 0,
  };
}

export function place(card: number, into: number, behind: number | null = null): Order {
  return {
    type: 'placeCard',
    cardId: idOf<CardId>(card),
    clusterId: idOf<ClusterId>(into),
    after: behind === null ? null : idOf<CardId>(behind),
  };
}

export const toPhase = (phase: Workshop['phase']): Order => ({
  type: 'moveToPhase',
  phase,
  afterS: 0,
});
