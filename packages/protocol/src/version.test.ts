/// <reference types="node" />
/**
 * The wire's fingerprint: all schemas, constants and feeds that a browser or an integration
 * relies on. Where it differs, raise PROTOCOL_VERSION and write the new fingerprint beside it.
 */
import { createHash } from 'node:crypto';
import { COMMANDS, LANGUAGES, PHASES, REFUSAL_KINDS, ROLES, type Seat } from '@tavolo/model';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import {
  BOARD_DOCUMENT,
  CLOSE,
  type CountsFeed,
  clientCaret,
  clientPresence,
  createWorkshopBody,
  DOOR_REFUSALS,
  type Hello,
  joinBody,
  LIVE_EVENTS,
  LIVE_PATH,
  leaveBody,
  MAX_BOARD_FRAME,
  MAX_PRESENCE,
  MAX_TEXT_FRAME,
  MESSAGE,
  type MineFeed,
  PRESENCE_SHAPES,
  PROTOCOL_VERSION,
  type QueueFeed,
  type RosterFeed,
  type SavingFeed,
  SYNC_STEP,
  textVersionBody,
} from './index.ts';

const FINGERPRINTS: Readonly<Record<number, string>> = {
  1: '36a9f28c341429fb',
  2: 'ebfb8fbe30217a6a',
  3: '3d3771995ab6ed3e',
  4: '0b53275e1e44bce9',
  5: '39da31f854dff07d',
  6: 'afdb86d6c009775a',
  7: 'ca4c2c8e2d884bfa',
};

type Fields<Feed> = Readonly<Record<keyof Feed, true>>;

/** What each feed carries: a field that is missing here, or one too many, does not compile. */
const FEEDS: {
  readonly hello: Fields<Hello>;
  readonly mine: Fields<MineFeed>;
  readonly queue: Fields<QueueFeed>;
  readonly roster: Fields<RosterFeed>;
  readonly counts: Fields<CountsFeed>;
  readonly saving: Fields<SavingFeed>;
  readonly seat: Fields<Seat>;
} = {
  hello: { version: true, epoch: true, now: true, joinCode: true, origin: true },
  mine: { seat: true, cards: true, published: true, hands: true, seq: true, board: true },
  queue: { held: true, withdrawn: true, seq: true, board: true },
  roster: { seats: true, seq: true, board: true },
  counts: {
    present: true,
    drafts: true,
    held: true,
    ready: true,
    waiting: true,
    here: true,
    voting: true,
  },
  saving: { saves: true },
  seat: {
    id: true,
    role: true,
    name: true,
    kind: true,
    organisation: true,
    language: true,
    owner: true,
    tableId: true,
    ready: true,
    hand: true,
    waiting: true,
  },
};

function wire(): unknown {
  const commands = Object.entries(COMMANDS).map(
    ([type, { payload }]) => [type, z.toJSONSchema(payload, { io: 'input' })] as const,
  );
  return {
    commands: Object.fromEntries(commands),
    bodies: [
      createWorkshopBody,
      joinBody,
      leaveBody,
      textVersionBody,
      clientPresence,
      clientCaret,
    ].map((body) => z.toJSONSchema(body, { io: 'input' })),
    live: { LIVE_PATH, LIVE_EVENTS, FEEDS },
    sync: {
      MESSAGE,
      SYNC_STEP,
      CLOSE,
      BOARD_DOCUMENT,
      MAX_BOARD_FRAME,
      MAX_TEXT_FRAME,
      MAX_PRESENCE,
    },
    words: { LANGUAGES, PHASES, ROLES, PRESENCE_SHAPES, REFUSAL_KINDS, DOOR_REFUSALS },
  };
}

/** Keys sorted, so that the order in which they are written does not count. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, canonical(inner)]));
}

test('[K2] the wire is that of its version: a change of it raises PROTOCOL_VERSION', () => {
  const text = JSON.stringify(canonical(wire()));
  // Every command and every body is in it, not an empty schema.
  for (const type of Object.keys(COMMANDS)) expect(text).toContain(`"${type}"`);
  expect(text).toContain('writtenIn');
  const fingerprint = createHash('sha256').update(text).digest('hex').slice(0, 16);
  expect(fingerprint).toBe(FINGERPRINTS[PROTOCOL_VERSION]);
});
