/** Who is here over all nodes: what is not said again is forgotten, and nobody is believed to sit who does not. */
import type { SeatId, WorkshopId } from '@tavolo/model';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Bus, Heard, Message } from '../bus/bus.ts';
import { openVenue, type Venue } from '../testing/venue.ts';
import { type Attendance, type AttendanceNews, openAttendance } from './attendance.ts';

const OTHER = 'another node';
let venue: Venue;
let said: Message[];
let heard: Heard[];
let attendance: Attendance;

/** A bus on which the other nodes are the test. */
function wire(): Bus {
  return {
    node: 'this node',
    isShared: true,
    status: { well: true },
    subscribe: () => () => undefined,
    tell: (message) => void said.push(message),
    follow: () => ({ ready: Promise.resolve(), stop: () => undefined }),
    listen(listener) {
      heard.push(listener);
      return () => undefined;
    },
    close: async () => undefined,
  };
}

const hear = (message: Message, from = OTHER) => {
  for (const listener of heard) listener(message, from);
};

beforeEach(async () => {
  [said, heard] = [[], []];
  venue = await openVenue();
  vi.useFakeTimers();
  attendance = openAttendance(wire(), Date.now);
});

afterEach(async () => {
  attendance.close();
  vi.useRealTimers();
  await venue.close();
});

const here = (...seatIds: SeatId[]): Message => ({
  is: 'here',
  workshopId: venue.workshop.id,
  seatIds,
});

it('a node that is not heard for half a minute is forgotten with its people', () => {
  const news: AttendanceNews[] = [];
  const { owner, workshop } = venue;
  const part = { seats: () => [], hear: (each: AttendanceNews) => news.push(each) };
  const attending = attendance.enter(workshop, part);
  hear(here(owner.seatId));
  expect([...attending.elsewhere()]).toEqual([owner.seatId]);
  expect(attendance.nodesOf(workshop.id, owner.seatId)).toBe(1);
  vi.advanceTimersByTime(20_000);
  hear(here(owner.seatId));
  vi.advanceTimersByTime(20_000);
  expect(attending.isElsewhere).toBe(true);
  vi.advanceTimersByTime(20_000);
  expect(attending.isElsewhere).toBe(false);
  expect(news).toContainEqual({ is: 'gone', node: OTHER });
  attending.leave();
});

it('says who is here again and again, to whoever asks, and once more when all have left', () => {
  const { owner, workshop } = venue;
  const seats = () => [owner.seatId];
  const attending = attendance.enter(workshop, { seats, hear: () => undefined });
  vi.advanceTimersByTime(10_000);
  expect(said).toContainEqual(here(owner.seatId));
  said = [];
  hear({ is: 'who', workshopId: workshop.id });
  for (let more = 0; more < 50; more += 1) hear({ is: 'who', workshopId: workshop.id });
  vi.advanceTimersByTime(1_000);
  expect(said).toEqual([here(owner.seatId)]);
  said = [];
  attending.leave();
  expect(said).toEqual([here()]);
  hear({ is: 'who', workshopId: workshop.id });
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual([here()]);
});

it('[B4] in the private phase says it on the clock alone, whenever somebody comes', async () => {
  const { workshop } = venue;
  const ordered = venue.orders({ type: 'moveToPhase', phase: 'write', afterS: 0 });
  await vi.advanceTimersByTimeAsync(0);
  await ordered;
  vi.setSystemTime(1_795_500_001_000);
  const attending = attendance.enter(workshop, { seats: () => [], hear: () => undefined });
  await Promise.resolve();
  const sayings: number[] = [];
  said = [];
  attending.touch();
  for (let ms = 0; ms < 9_000; ms += 500) {
    vi.advanceTimersByTime(500);
    attending.touch();
    for (const _ of said.splice(0)) sayings.push(Date.now() % 10_000);
  }
  expect(sayings).toEqual([5_000]);
  attending.leave();
});

it('whoever has no seat is not counted, and no more nodes are kept than there can be', () => {
  const { workshop } = venue;
  const attending = attendance.enter(workshop, { seats: () => [], hear: () => undefined });
  hear(here('00000000-0000-4000-8000-00000000000e' as SeatId));
  expect([...attending.elsewhere()]).toEqual([]);
  for (let node = 0; node < 1_000; node += 1) hear(here(venue.owner.seatId), `node ${node}`);
  expect(attendance.nodesOf(workshop.id, venue.owner.seatId)).toBeLessThan(257);
  expect(attendance.elsewhere('unknown' as WorkshopId).size).toBe(0);
  attending.leave();
});
