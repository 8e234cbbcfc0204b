/**
 * Guests without a browser: sessions of their own on the browser's connection code, with a
 * board document each. What their own rules or the server refuse is a failure at once.
 */
import { type CardId, type ClusterId, type Order, openRoundOf, type Workshop } from '@tavolo/model';
import type { Joined } from '@tavolo/protocol';
import { test as base } from '../test.ts';
import { Phone } from './phone.ts';

const SPACING = 700;
const COLUMNS = 4;

interface Given {
  /** They take a seat with the code, all at once; after the test nobody is left. */
  readonly seat: (code: string, names: readonly string[]) => Promise<Phone[]>;
}

export const test = base.extend<Given>({
  seat: async ({ tavolo }, use) => {
    const seated: Phone[] = [];
    // Each board that is dialled outside a browser hangs a listener on the end of the program.
    const listeners = process.getMaxListeners();
    process.setMaxListeners(0);
    await use((code, names) =>
      Promise.all(
        names.map(async (name) => {
          const guest = new Phone(tavolo.url, name);
          seated.push(guest);
          const { workshopId } = await guest.ask<Joined>('/api/join', { code, name });
          await guest.open(workshopId);
          return guest;
        }),
      ),
    );
    for (const guest of seated) guest.close();
    process.setMaxListeners(listeners);
  },
});

/** They do it, in one frame, and it is on the server's disk. */
export async function guestDoes(guest: Phone, ...orders: readonly Order[]): Promise<void> {
  const no = guest.room.send(orders);
  if (no !== null) throw new Error(`${guest.name} may not: ${JSON.stringify(no)}`);
  await guest.saved();
  const { refused } = guest.room.get();
  if (refused.length > 0) throw new Error(`${guest.name} was refused: ${JSON.stringify(refused)}`);
}

export function writesAlone(guest: Phone, texts: readonly string[]): Promise<void> {
  const orders = texts.map(
    (text): Order => ({
      type: 'writeCard',
      cardId: crypto.randomUUID() as CardId,
      kind: 'need',
      text,
      language: 'it',
      themeId: null,
      signed: false,
      writtenIn: 'write',
    }),
  );
  return guestDoes(guest, ...orders);
}

/** A new group, in its place among the others. */
export function namesGroup(
  guest: Phone,
  { name, question }: { readonly name: string; readonly question: string },
  at: number,
): Promise<void> {
  const clusterId = crypto.randomUUID() as ClusterId;
  const x = (at % COLUMNS) * SPACING;
  const y = Math.floor(at / COLUMNS) * SPACING;
  return guestDoes(guest, {
    type: 'createCluster',
    clusterId,
    themeId: null,
    name,
    question,
    x,
    y,
  });
}

/** Each need into the group of this name, after what lies there. */
export function groups(
  guest: Phone,
  needs: readonly { readonly need: string; readonly name: string }[],
): Promise<void> {
  const { workshop } = guest.room.get();
  const orders = needs.map(({ need, name }): Order => {
    const card = [...workshop.cards.values()].find(({ text }) => text === need);
    if (card === undefined) throw new Error(`${guest.name} does not see “${need}”`);
    return { type: 'placeCard', cardId: card.id, clusterId: groupOf(workshop, name), after: null };
  });
  return guestDoes(guest, ...orders);
}

export function givesDots(guest: Phone, name: string, n: number): Promise<void> {
  const { workshop } = guest.room.get();
  const round = openRoundOf(workshop);
  if (round === null) throw new Error('there is no open round');
  const item = groupOf(workshop, name);
  return guestDoes(guest, { type: 'setDots', roundId: round.id, item, n, version: 1 });
}

export function joinsTable(guest: Phone, name: string): Promise<void> {
  const table = [...guest.room.get().workshop.tables.values()].find((each) => each.name === name);
  if (table === undefined) throw new Error(`there is no table “${name}”`);
  return guestDoes(guest, { type: 'joinTable', tableId: table.id });
}

function groupOf(workshop: Workshop, name: string): ClusterId {
  const group = [...workshop.clusters.values()].find((each) => each.name === name);
  if (group === undefined) throw new Error(`there is no group “${name}”`);
  return group.id;
}
