/**
 * A workshop's copy as bytes and back: everything that reading its whole log would lead to,
 * so that what follows is the same to the byte. Made in several turns of the event loop,
 * because people are waiting for answers meanwhile.
 */
import { boardFrom, PROJECTION_VERSION } from '@tavolo/documents';
import {
  type CountedNumbers,
  type FeedName,
  type KeptState,
  keptState,
  STATE_VERSION,
  stateFrom,
} from '@tavolo/model';
import * as Y from 'yjs';
import type { Snapshot } from '../storage/snapshots.ts';
import { type Acceptance, WorkshopCopy } from './workshop-copy.ts';

/** Raise it when `Kept` has another form. */
const FORM = 1;

/** A snapshot of any other version is made anew from the log. */
export const SNAPSHOT_VERSION = `${FORM}.${PROJECTION_VERSION}.${STATE_VERSION}`;

/** The length of `Kept` as JSON, before it; the board's bytes come after. */
const HEAD_BYTES = 4;

interface Kept {
  readonly seq: number;
  readonly lastAt: number;
  readonly anchor: string;
  readonly numbers: CountedNumbers;
  readonly state: KeptState;
  readonly answers: KeptAnswers;
}

/** First answers in the order of their making. Seats and lists of feeds are named by their place: they come again and again. */
interface KeptAnswers {
  readonly seats: readonly string[];
  readonly feeds: readonly (readonly FeedName[])[];
  /** Seat, cmdId, number, feeds. */
  readonly given: readonly (readonly [number, string, number, number])[];
}

export async function snapshotOf(copy: WorkshopCopy): Promise<Snapshot> {
  // The board and the numbers change in place; states never do, and answers are only added.
  const { seq, lastAt, anchor, state, answers } = copy;
  const { size } = answers;
  const numbers = copy.numbers.toJSON();
  const board = Y.encodeStateAsUpdate(copy.board);
  await nextTurn();
  const given = JSON.stringify(keptAnswers(answers, size));
  await nextTurn();
  const rest = JSON.stringify({ seq, lastAt, anchor, numbers, state: keptState(state) });
  const kept = Buffer.from(`${rest.slice(0, -1)},"answers":${given}}`);
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32LE(kept.length);
  return { seq, version: SNAPSHOT_VERSION, bytes: Buffer.concat([head, kept, board]) };
}

/** Takes bytes whose hash and version were those of a snapshot: their form is known. */
export function copyFrom(snapshot: Uint8Array): WorkshopCopy {
  const bytes = Buffer.from(snapshot.buffer, snapshot.byteOffset, snapshot.length);
  const end = HEAD_BYTES + bytes.readUInt32LE();
  const kept = JSON.parse(bytes.toString('utf8', HEAD_BYTES, end)) as Kept;
  const { seq, lastAt, anchor, numbers } = kept;
  return new WorkshopCopy({
    board: boardFrom(bytes.subarray(end)),
    state: stateFrom(kept.state),
    answers: answersFrom(kept.answers),
    ...{ seq, lastAt, anchor, numbers },
  });
}

function keptAnswers(answers: ReadonlyMap<string, Acceptance>, size: number): KeptAnswers {
  const seats = new Map<string, number>();
  const feeds = new Map<string, number>();
  const given: KeptAnswers['given'][number][] = [];
  for (const [key, { seq, in: shown }] of answers) {
    if (given.length === size) break;
    const [seat = '', ...cmdId] = key.split(' ');
    given.push([placeOf(seats, seat), cmdId.join(' '), seq, placeOf(feeds, shown.join(' '))]);
  }
  return {
    seats: [...seats.keys()],
    feeds: [...feeds.keys()].map((names) => (names === '' ? [] : (names.split(' ') as FeedName[]))),
    given,
  };
}

function answersFrom({ seats, feeds, given }: KeptAnswers): Map<string, Acceptance> {
  return new Map(
    given.map(([seat, cmdId, seq, shown]) => [
      `${seats[seat]} ${cmdId}`,
      { ok: true, seq, in: feeds[shown] ?? [] },
    ]),
  );
}

function placeOf(places: Map<string, number>, what: string): number {
  const present = places.get(what);
  if (present !== undefined) return present;
  places.set(what, places.size);
  return places.size - 1;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
