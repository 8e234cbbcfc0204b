/** By a code to a seat: finds the workshop, sits the guest down, or back on the seat they had. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Seat, type SeatId, uuidFrom } from '@tavolo/model';
import { isCode, type JoinBody, normaliseCode } from '@tavolo/protocol';
import type { Storage, WorkshopRecord } from '../storage/storage.ts';
import type { House, OpenWorkshop } from '../workshop/contract.ts';
import { type Denial, denialOf, deny, denyFor, isDenial } from './denial.ts';
import type { Newcomers } from './newcomers.ts';
import { openRepeats } from './repeats.ts';
import { isSeated } from './seated.ts';
import { hashOf } from './secrets.ts';
import type { Sessions } from './sessions.ts';
import { guestOf, type WrongCodes } from './wrong-codes.ts';

export interface Found {
  readonly record: WorkshopRecord;
  readonly workshop: OpenWorkshop;
}

export interface Seated {
  readonly workshop: OpenWorkshop;
  readonly seat: Seat;
  readonly cookie: string;
}

export interface Joining {
  /** The workshop of a code. A wrong code counts. */
  find(code: string, request: IncomingMessage, address: string): Promise<Found | Denial>;
  /** `form` names one filled-in form, so that sending it twice takes one seat. */
  join(
    body: JoinBody,
    request: IncomingMessage,
    address: string,
    form?: string,
  ): Promise<Seated | Denial>;
  /** Seat of this browser in a workshop, if it has one. */
  seatHere(workshop: OpenWorkshop, request: IncomingMessage): Promise<Seat | null>;
}

export interface JoiningOptions {
  readonly storage: Storage;
  readonly house: House;
  readonly sessions: Sessions;
  readonly wrongCodes: WrongCodes;
  readonly newcomers: Newcomers;
}

export function openJoining(options: JoiningOptions): Joining {
  const { storage, house, sessions, wrongCodes, newcomers } = options;
  const seatHere = async (workshop: OpenWorkshop, request: IncomingMessage) => {
    const visitor = await sessions.visitorOf(request, workshop.id);
    if (visitor === null || !(await isSeated(workshop, visitor))) return null;
    return workshop.state.seats.get(visitor.seatId) ?? null;
  };

  const find = async (code: string, request: IncomingMessage, address: string) => {
    const kept = normaliseCode(code);
    const guest = guestOf(sessions, request, address);
    const wait = await wrongCodes.waitOf(guest);
    if (wait > 0) return denyFor(wait);
    // What cannot be a code is no guess.
    if (!isCode(kept)) return deny('unknown-code');
    const record = await storage.findWorkshopByCode(kept);
    const workshop = record === null ? null : await house.open(record.id);
    if (record === null || workshop === null) {
      await wrongCodes.count(guest);
      return deny('unknown-code');
    }
    return { record, workshop };
  };

  const join = async (body: JoinBody, request: IncomingMessage, address: string) => {
    const found = await find(body.code, request, address);
    if ('denied' in found) return found;
    const { workshop } = found;
    const release = house.hold(workshop);
    try {
      const here = await seatHere(workshop, request);
      const wait = here === null ? await newcomers.take(address) : 0;
      if (wait > 0) return denyFor(wait);
      const seat = here ?? (await takeSeat(workshop, body));
      if ('denied' in seat) return seat;
      return { workshop, seat, cookie: await sessions.begin(request, workshop.id, seat) };
    } finally {
      release();
    }
  };
  const repeats = openRepeats<Seated | Denial>((result) => !isDenial(result));

  return {
    find,
    seatHere,
    join(body, request, address, form) {
      const same = sessions.tokenHashOf(request) ?? form;
      if (same === undefined) return join(body, request, address);
      const { 'user-agent': browser } = request.headers;
      const key = hashOf(JSON.stringify([same, normaliseCode(body.code), address, browser]));
      return repeats.run(key, () => join(body, request, address));
    },
  };
}

/** A code makes somebody a participant, nothing more. */
async function takeSeat(workshop: OpenWorkshop, body: JoinBody): Promise<Seat | Denial> {
  const seatId = uuidFrom(randomBytes(16)) as SeatId;
  const taken = await workshop.order({
    type: 'takeSeat',
    seatId,
    role: 'participant',
    name: body.name ?? '',
    kind: body.kind ?? null,
    organisation: body.organisation ?? null,
    language: body.language ?? workshop.state.language,
  });
  if (!taken.ok) return denialOf(taken.refusal);
  const seat = workshop.state.seats.get(seatId);
  if (seat === undefined) throw new Error('a committed seat is missing from the state');
  return seat;
}
