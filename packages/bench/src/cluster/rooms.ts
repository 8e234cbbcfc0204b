/** Writes the rooms into an empty store: a workshop each, its people with their sessions, and a wall that somebody has begun. */
import { randomBytes, randomUUID } from 'node:crypto';
import {
  type CardId,
  type CommandId,
  type Order,
  SERVER,
  type SeatId,
  type WorkshopId,
} from '@tavolo/model';
import { openLocalBus } from '@tavolo/server/bus/local';
import { openLog } from '@tavolo/server/log';
import { hashOf, newToken } from '@tavolo/server/people/secrets';
import type { Storage } from '@tavolo/server/storage/storage';
import type { OpenWorkshop } from '@tavolo/server/workshop/contract';
import { createWorkshop } from '@tavolo/server/workshop/create-workshop';
import { openHouse } from '@tavolo/server/workshop/house';
import type { Room } from './crowd/words.ts';

/** Needs on each wall before the first of the people comes. */
const NEEDS = 40;
const AT_ONCE = 8;
const HOUR_MS = 3_600_000;
const NEED = 'Mi servirebbe qualcuno che accompagni mia madre alle visite del mattino, almeno il';

export async function fillRooms(storage: Storage, rooms: number, people: number): Promise<Room[]> {
  const log = openLog('error');
  const house = openHouse({ storage, bus: openLocalBus(), log, clock: Date.now, random: () => 7 });
  const made: Room[] = [];
  const maker = async (): Promise<void> => {
    while (made.length + making < rooms) {
      making += 1;
      const id = await newWorkshop(storage);
      const workshop = await house.open(id);
      if (workshop === null) throw new Error('a workshop was made and is not there');
      made.push({ workshopId: id, cookies: await seated(storage, workshop, people) });
      making -= 1;
    }
  };
  let making = 0;
  await Promise.all(Array.from({ length: AT_ONCE }, maker));
  await house.close();
  return made;
}

async function newWorkshop(storage: Storage): Promise<WorkshopId> {
  const workshopId = randomUUID() as string as WorkshopId;
  const created = await createWorkshop(
    {
      type: 'openWorkshop',
      workshopId,
      title: 'Prendersi cura',
      language: 'it',
      challenge: '',
      audience: 'mixed',
      review: 'off',
      demonstration: false,
      owner: { seatId: randomUUID() as string as SeatId, name: 'Ada' },
      themes: [],
    },
    { storage, now: Date.now(), randomBytes, recoveryHash: hashOf(newToken()) },
  );
  if (!created.ok) throw new Error(created.refusal.kind);
  return workshopId;
}

async function seated(storage: Storage, workshop: OpenWorkshop, people: number): Promise<string[]> {
  const [owner] = workshop.state.seats.keys();
  if (owner === undefined) throw new Error('nobody leads');
  const seats = Array.from({ length: people }, () => randomUUID() as string as SeatId);
  await Promise.all(
    seats.map((seatId) => {
      const seat = { seatId, role: 'participant', name: '', kind: null } as const;
      const sitting = { type: 'takeSeat', ...seat, organisation: null, language: 'it' } as const;
      return accepted(workshop.order(sitting, SERVER));
    }),
  );
  await does(workshop, owner, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  const needs = Array.from({ length: NEEDS }, (_, n) =>
    does(workshop, seats[n % seats.length] ?? owner, {
      type: 'writeCard',
      cardId: randomUUID() as string as CardId,
      kind: 'need',
      text: `${NEED} ${n}.`,
      language: 'it',
      themeId: null,
      signed: false,
      writtenIn: 'listen',
    }),
  );
  await Promise.all(needs);
  return Promise.all(
    seats.map(async (seatId) => {
      const token = newToken();
      const session = { tokenHash: hashOf(token), workshopId: workshop.id, seatId };
      await storage.saveSession({ ...session, expiresAt: Date.now() + 24 * HOUR_MS });
      return `tavolo=${token}`;
    }),
  );
}

function does(workshop: OpenWorkshop, seatId: SeatId, order: Order): Promise<void> {
  const cmdId = randomUUID() as string as CommandId;
  return accepted(workshop.perform(seatId, { ...order, cmdId }));
}

async function accepted(performed: ReturnType<OpenWorkshop['perform']>): Promise<void> {
  const answer = await performed;
  if (!answer.ok) throw new Error(answer.refusal.kind);
}
