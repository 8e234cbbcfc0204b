/**
 * Sync frames read and written. Reading never touches a document: it gives a tagged value
 * or throws, and `connection.ts` counts what throws as a denial. Everything a stranger
 * sends passes here, so nothing is parsed further than it has to be.
 */
import { MESSAGE, SYNC_STEP } from '@tavolo/protocol';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** One client's line in an awareness frame; `state` is the JSON as it came. */
export interface PresenceLine {
  readonly client: number;
  readonly clock: number;
  readonly state: Uint8Array;
}

export type Frame =
  | { readonly is: 'step1'; readonly vector: ReadonlyMap<number, number> }
  /** Somebody wants to write; `empty` where it says nothing, as the stock client's polite answers. */
  | {
      readonly is: 'write';
      readonly empty: boolean;
      /** All that the sender has and we lack, rather than one change. */
      readonly whole: boolean;
      readonly update: Uint8Array;
    }
  | { readonly is: 'presence'; readonly lines: readonly PresenceLine[] }
  | { readonly is: 'presence-query' };

/** Lines in one awareness frame: everybody's echo in a full workshop, and no more. */
const MAX_LINES = 2_000;

/** Throws on anything that is not exactly one known frame. */
export function readFrame(bytes: Uint8Array): Frame {
  const decoder = decoding.createDecoder(bytes);
  const kind = decoding.readVarUint(decoder);
  if (kind === MESSAGE.sync) return readSync(decoder);
  if (kind === MESSAGE.awareness) {
    return { is: 'presence', lines: readLines(decoding.readVarUint8Array(decoder)) };
  }
  if (kind === MESSAGE.queryAwareness) return { is: 'presence-query' };
  throw new Error(`unknown frame ${kind}`);
}

function readSync(decoder: decoding.Decoder): Frame {
  const step = decoding.readVarUint(decoder);
  const body = decoding.readVarUint8Array(decoder);
  if (step === SYNC_STEP.step1) return { is: 'step1', vector: readVector(body) };
  if (step === SYNC_STEP.step2 || step === SYNC_STEP.update) {
    const whole = step === SYNC_STEP.step2;
    return { is: 'write', empty: isEmptyUpdate(body), whole, update: body };
  }
  throw new Error(`unknown sync step ${step}`);
}

function readVector(bytes: Uint8Array): Map<number, number> {
  const decoder = decoding.createDecoder(bytes);
  const count = decoding.readVarUint(decoder);
  // Each entry takes two bytes at least: a count beyond that is a lie.
  if (count > bytes.length / 2) throw new Error('a state vector that is longer than itself');
  const vector = new Map<number, number>();
  for (let index = 0; index < count; index += 1) {
    const client = decoding.readVarUint(decoder);
    vector.set(client, decoding.readVarUint(decoder));
  }
  return vector;
}

/** No structs and an empty delete set: two zero bytes. */
function isEmptyUpdate(bytes: Uint8Array): boolean {
  return bytes.length === 2 && bytes[0] === 0 && bytes[1] === 0;
}

/** One line alone; null where it is anything else. */
export function readPresenceLine(bytes: Uint8Array): PresenceLine | null {
  const decoder = decoding.createDecoder(bytes);
  try {
    const client = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    const state = decoding.readVarUint8Array(decoder);
    return decoding.hasContent(decoder) ? null : { client, clock, state };
  } catch (error) {
    // The decoder's only word for bytes that are too short or too long.
    if (error instanceof Error) return null;
    throw error;
  }
}

function readLines(bytes: Uint8Array): PresenceLine[] {
  const decoder = decoding.createDecoder(bytes);
  const count = decoding.readVarUint(decoder);
  if (count > MAX_LINES) throw new Error('an awareness frame with too many lines');
  const lines: PresenceLine[] = [];
  for (let index = 0; index < count; index += 1) {
    const client = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    lines.push({ client, clock, state: decoding.readVarUint8Array(decoder) });
  }
  return lines;
}

/** Asks for what the other side has and we lack. */
export function step1Frame(vector: Uint8Array): Uint8Array {
  return syncFrame(SYNC_STEP.step1, vector);
}

/** So many of the frames that came on this connection are safe. */
export function acknowledgedFrame(frames: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.acknowledged);
  encoding.writeVarUint(encoder, frames);
  return encoding.toUint8Array(encoder);
}

export function step2Frame(update: Uint8Array): Uint8Array {
  return syncFrame(SYNC_STEP.step2, update);
}

export function updateFrame(update: Uint8Array): Uint8Array {
  return syncFrame(SYNC_STEP.update, update);
}

function syncFrame(step: number, body: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.sync);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, body);
  return encoding.toUint8Array(encoder);
}

/** One line, encoded once however many frames carry it. */
export function presenceLine(client: number, clock: number, state: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
  encoding.writeVarString(encoder, state);
  return encoding.toUint8Array(encoder);
}

export function presenceFrame(lines: readonly Uint8Array[]): Uint8Array {
  const body = encoding.createEncoder();
  encoding.writeVarUint(body, lines.length);
  for (const line of lines) encoding.writeUint8Array(body, line);
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.awareness);
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(body));
  return encoding.toUint8Array(encoder);
}
