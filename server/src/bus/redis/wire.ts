/**
 * Messages as text on a channel: the node's name and a colon, then the message as JSON. What
 * comes is somebody else's until it has been looked at: whoever reaches Redis may say anything.
 */
import type { SeatId, WorkshopId } from '@tavolo/model';
import { z } from 'zod';
import type { Message } from '../bus.ts';

/** Longer ones are not even read; a round of presence of a large workshop stays far below. */
export const LONGEST = 1024 * 1024;

const uuid = z.uuid();
// Ids are texts with a brand that exists for the compiler alone.
const workshopId = uuid.transform((id) => id as WorkshopId);
const seatId = uuid.transform((id) => id as SeatId);
const number = z.int().min(0);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const document = z.string().regex(/^[a-z]+(-[0-9a-f-]{36})?$/);

const messages = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('decided'), workshopId, seq: number }),
  z.strictObject({ is: z.literal('written'), workshopId, document, n: number }),
  z.strictObject({ is: z.literal('voted'), workshopId, seatId }),
  z.strictObject({ is: z.literal('renewed'), workshopId }),
  z.strictObject({ is: z.literal('here'), workshopId, seatIds: z.array(seatId).max(20_000) }),
  z.strictObject({ is: z.literal('who'), workshopId }),
  z.strictObject({
    is: z.literal('pointing'),
    workshopId,
    document,
    people: number,
    lines: z.array(z.base64().max(64 * 1024)).max(10_000),
  }),
  z.strictObject({ is: z.literal('left'), workshopId, seatId, tokenHash: hash }),
  z.strictObject({ is: z.literal('rotated'), tokenHash: hash, nextTokenHash: hash }),
]);

const NAME_LENGTH = 36;

export interface Said {
  readonly from: string;
  readonly message: Message;
}

export function writeMessage(from: string, message: Message): string {
  return `${from}:${JSON.stringify(message)}`;
}

/** `own`: this node's own message has come back. `strange`: none of ours, or not of this channel. */
export function readMessage(
  text: string,
  self: string,
  isOfChannel: (message: Message) => boolean,
): Said | 'own' | 'strange' {
  if (text.startsWith(`${self}:`)) return 'own';
  const from = text.slice(0, NAME_LENGTH);
  if (text.length > LONGEST || text[NAME_LENGTH] !== ':' || !uuid.safeParse(from).success) {
    return 'strange';
  }
  const message = messages.safeParse(parsed(text.slice(NAME_LENGTH + 1)));
  return message.success && isOfChannel(message.data) ? { from, message: message.data } : 'strange';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
