/**
 * Sync sockets: `/sync/<workshopId>/<document>?epoch=<epoch>`, the y-websocket protocol.
 * Every frame starts with a varUint that names its kind.
 */
export const MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  /** Text documents only: frames received on this connection and safe on the disk. */
  acknowledged: 8,
} as const;

/** Kinds of sync frames (y-protocols). */
export const SYNC_STEP = { step1: 0, step2: 1, update: 2 } as const;

export const BOARD_DOCUMENT = 'board';

/** Why a socket is closed. 1xxx are the standard's, 44xx ours. */
export const CLOSE = {
  goingAway: 1001,
  /** Too many denied frames. */
  policy: 1008,
  tooBig: 1009,
  serverError: 1011,
  restarting: 1012,
  tooSlow: 1013,
  /** No session, or its seat is gone. */
  unauthorised: 4401,
  /** Not, or no longer, allowed here. */
  forbidden: 4403,
  unknownDocument: 4404,
  /** The copy is of another epoch: start a new one with the epoch told. */
  wrongEpoch: 4409,
  contentDenied: 4422,
  /** What is kept of it is damaged: dialling again does not help. */
  damaged: 4423,
} as const;

/** Frames on board and live sockets may not be larger (bytes). */
export const MAX_BOARD_FRAME = 64 * 1024;

/** On a text's sockets: a long time without a connection comes back in one frame. */
export const MAX_TEXT_FRAME = 2 * 1024 * 1024;
