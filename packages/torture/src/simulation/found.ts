/**
 * A workshop with its seats and sessions, as creating and joining would have left it in the
 * store; the rules are held to these decisions as to all that follow.
 */
import {
  type AnyOrder,
  decide,
  evolveAll,
  isAskServer,
  isRefusal,
  type Role,
  SERVER,
  type SeatId,
  UNOPENED,
  type WorkshopId,
} from '@tavolo/model';
import { hashOf } from '@tavolo/server/people/secrets';
import { LEADER_IDLE_MS } from '@tavolo/server/people/sessions';
import type { Decision, Storage } from '@tavolo/server/storage/storage';
import type { Seeded } from '../seeded.ts';
import { someId } from './orders.ts';
import type { Device } from './page.ts';
import { DeviceStorage } from './world/owner.ts';

/** A day in the past: the real clock of libraries that have kept it is then always ahead. */
export const START = Date.UTC(2026, 0, 15, 9, 0, 0);
const BEFORE_MS = 60_000;
const YEAR_MS = 365 * 24 * 60 * 60 * 1_000;

export interface Founding {
  readonly workshopId: WorkshopId;
  /** The first one leads. */
  readonly people: readonly Role[];
  readonly skews: readonly number[];
  readonly seed: number;
  readonly random: Seeded;
  readonly storage: Storage;
  readonly ordered: (order: AnyOrder) => void;
}

export async function found(founding: Founding): Promise<readonly Device[]> {
  const { workshopId, people, skews, random, storage } = founding;
  const seats = people.map((role) => ({ id: someId<SeatId>(random), role }));
  await storage.createWorkshop(
    { id: workshopId, joinCode: 'K7QFM3XD', demonstration: false, restore: 0, dueAt: null },
    firstDecisions(founding, seats),
    hashOf('recovery'),
  );
  const devices: Device[] = [];
  for (const [index, { id, role }] of seats.entries()) {
    const token = Buffer.from(random.bytes(32)).toString('base64url');
    await storage.saveSession({
      tokenHash: hashOf(token),
      workshopId,
      seatId: id,
      expiresAt: START + (role === 'facilitator' ? LEADER_IDLE_MS : YEAR_MS),
    });
    devices.push({
      name: `${role} ${index}`,
      seatId: id,
      cookie: `tavolo=${token}`,
      storage: new DeviceStorage(),
      memory: null,
      skewMs: skews[index] ?? 0,
    });
  }
  return devices;
}

function firstDecisions(
  { workshopId, seed, random, ordered }: Founding,
  [owner, ...others]: readonly { id: SeatId; role: Role }[],
): Decision[] {
  if (owner === undefined) throw new Error('a workshop needs somebody to lead it');
  const orders: AnyOrder[] = [
    {
      type: 'openWorkshop',
      workshopId,
      title: 'Prendersi cura',
      language: 'it',
      challenge: '',
      audience: 'mixed',
      review: 'off',
      demonstration: false,
      owner: { seatId: owner.id, name: 'Anna' },
      themes: [{ themeId: someId(random), name: 'Casa', colour: 'housing' }],
    },
    ...others.map(
      ({ id, role }): AnyOrder => ({
        type: 'takeSeat',
        seatId: id,
        role,
        name: '',
        kind: null,
        organisation: null,
        language: 'it',
      }),
    ),
  ];
  const at = START - BEFORE_MS;
  let state = UNOPENED;
  return orders.map((order, index): Decision => {
    const events = decide(state, SERVER, order, { now: at, seed });
    if (isRefusal(events) || isAskServer(events)) throw new Error(`${order.type} was refused`);
    state = evolveAll(state, events);
    ordered(order);
    return { seq: index + 1, seatId: null, cmdId: null, type: order.type, events, in: [], at };
  });
}
