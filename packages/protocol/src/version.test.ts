/// <reference types="node" />
/**
 * The wire's fingerprint: all schemas and constants that a browser or an integration relies
 * on. Where it differs, raise PROTOCOL_VERSION and write the new fingerprint beside it.
 */
import { createHash } from 'node:crypto';
import { COMMANDS, LANGUAGES, PHASES, REFUSAL_KINDS, ROLES } from '@tavolo/model';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import {
  BOARD_DOCUMENT,
  CLOSE,
  clientCaret,
  clientPresence,
  createWorkshopBody,
  DOOR_REFUSALS,
  joinBody,
  LIVE_EVENTS,
  LIVE_PATH,
  leaveBody,
  MAX_BOARD_FRAME,
  MAX_PRESENCE,
  MAX_TEXT_FRAME,
  MESSAGE,
  PRESENCE_SHAPES,
  PROTOCOL_VERSION,
  SYNC_STEP,
  textVersionBody,
} from './index.ts';

const FINGERPRINTS: Readonly<Record<number, string>> = {
  1: '36a9f28c341429fb',
  2: 'ebfb8fbe30217a6a',
  3: '3d3771995ab6ed3e',
  4: '0b53275e1e44bce9',
  5: '39da31f854dff07d',
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
    live: { LIVE_PATH, LIVE_EVENTS },
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
