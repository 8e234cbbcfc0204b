/**
 * Who sits where, by a cookie. A browser has one random token; only its SHA-256 is kept,
 * with a row for each workshop it sits in. The token changes whenever somebody sits down
 * and, where a seat has come to lead, at the next reading of its workshop: a token known
 * before is worth nothing after.
 *
 * The answer that brings a new one may be lost on its way. Where a seat stays and its role alone
 * has changed, the former token is therefore good until the new one is used for the first time,
 * and for `GRACE_MS` at most. Asked with it, the same new one is told again.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Role, Seat, WorkshopId } from '@tavolo/model';
import { StorageUnavailable } from '../storage/errors.ts';
import type { SessionRecord, Storage } from '../storage/storage.ts';
import type { Visitor } from './contract.ts';
import { hashOf, isToken, newToken } from './secrets.ts';

export interface SessionSettings {
  /** True where the public address is https: then the cookie is `__Host-` and Secure. */
  readonly secure: boolean;
  /** How long those who take part keep their seat. */
  readonly days: number;
}

export interface Sessions {
  visitorOf(request: IncomingMessage, workshopId: WorkshopId): Promise<Visitor | null>;
  /** The hash of the browser's token, whether it opens something or not. */
  tokenHashOf(request: IncomingMessage): string | null;
  /** Sits the browser down; it keeps its other seats. Returns the `Set-Cookie` to answer with. */
  begin(request: IncomingMessage, workshopId: WorkshopId, seat: Seat): Promise<string>;
  /** The `Set-Cookie` for a seat whose role has come to lead, or no longer does; null where nothing changes. */
  renew(request: IncomingMessage, visitor: Visitor, role: Role): Promise<string | null>;
  end(visitor: Visitor): Promise<void>;
  /** As in the doorkeeper's contract. */
  stays(current: () => Visitor, used: boolean): Promise<boolean>;
  /** Forgets what has expired. */
  sweep(): Promise<void>;
  /** Tells whenever a browser's token has changed: its open connections go on under the new one. */
  whenRotated(listener: (tokenHash: string, nextTokenHash: string) => void): void;
}

const HOUR_MS = 60 * 60 * 1000;
/** Browsers keep no cookie longer than 400 days. */
const MOST_DAYS = 400;
/** Who leads is asked for the recovery link after this long without a visit. */
export const LEADER_IDLE_MS = 8 * HOUR_MS;
/** A leader's visit is written down at most this often. */
const TOUCH_MS = 5 * 60 * 1000;
/** A token that was replaced ends after this at the latest. */
export const GRACE_MS = 10 * 60 * 1000;

/** `key`: the installation's own. */
export function openSessions(
  storage: Storage,
  settings: SessionSettings,
  now: () => number,
  key: Uint8Array = randomBytes(32),
): Sessions {
  const name = settings.secure ? '__Host-tavolo' : 'tavolo';
  const lastingMs = Math.min(settings.days, MOST_DAYS) * 24 * HOUR_MS;
  const lifeOf = (role: Role) => (leads(role) ? Math.min(LEADER_IDLE_MS, lastingMs) : lastingMs);

  const setCookie = (token: string) =>
    [
      `${name}=${token}`,
      'Path=/',
      `Max-Age=${Math.floor(lastingMs / 1000)}`,
      'HttpOnly',
      'SameSite=Lax',
      ...(settings.secure ? ['Secure'] : []),
    ].join('; ');

  const tokenOf = (request: IncomingMessage) => {
    const token = readCookie(request.headers.cookie, name);
    return token === null || !isToken(token) ? null : token;
  };

  const tokenHashOf = (request: IncomingMessage) => {
    const token = tokenOf(request);
    return token === null ? null : hashOf(token);
  };

  /** The same on every node: whichever is asked again tells the same one. */
  const successorOf = (token: string) =>
    createHmac('sha256', key).update(token).digest('base64url');

  const find = async (request: IncomingMessage, workshopId: WorkshopId) => {
    const tokenHash = tokenHashOf(request);
    return tokenHash === null ? null : storage.findSession(tokenHash, workshopId, now());
  };

  const listeners: ((tokenHash: string, nextTokenHash: string) => void)[] = [];

  const tellRotated = (before: string, after: string) => {
    for (const tell of listeners) tell(before, after);
  };

  const moveTo = async (oldHash: string, session: SessionRecord, graceMs: number) => {
    const grace = { now: now(), until: now() + graceMs };
    const before = await storage.rotateSessions(oldHash, session, grace);
    tellRotated(before, session.tokenHash);
  };

  /** Comes after the fact: who may come in does not hang on it, and the next visit tries again. */
  const noteVisit = async (writing: Promise<void>) => {
    try {
      await writing;
    } catch (error) {
      if (!(error instanceof StorageUnavailable)) throw error;
    }
  };

  /** Whatever has less than a leader's idle time left lives by its visits. */
  const visited = async ({ tokenHash, workshopId, expiresAt }: SessionRecord) => {
    if (expiresAt - now() >= LEADER_IDLE_MS - TOUCH_MS) return;
    const until = now() + Math.min(LEADER_IDLE_MS, lastingMs);
    await noteVisit(storage.prolongSession(tokenHash, workshopId, until));
  };

  return {
    tokenHashOf,
    whenRotated: (listener) => listeners.push(listener),

    async visitorOf(request, workshopId) {
      const session = await find(request, workshopId);
      if (session === null) return null;
      const { tokenHash, hasFormer } = session;
      // The new token has arrived: whoever else knows the former one is out.
      if (hasFormer && tokenHash === tokenHashOf(request)) {
        await noteVisit(storage.endFormer(tokenHash));
      }
      await visited(session);
      return { workshopId, seatId: session.seatId, tokenHash: session.tokenHash };
    },

    async begin(request, workshopId, seat) {
      const token = newToken();
      const oldHash = tokenHashOf(request);
      const session = {
        tokenHash: hashOf(token),
        workshopId,
        seatId: seat.id,
        expiresAt: now() + lifeOf(seat.role),
      };
      // No grace: a token planted in somebody's browser must not open the seat they take.
      if (oldHash === null) await storage.saveSession(session);
      else await moveTo(oldHash, session, 0);
      return setCookie(token);
    },

    async renew(request, visitor, role) {
      const present = tokenOf(request);
      const session = await find(request, visitor.workshopId);
      if (present === null || session === null) return null;
      const isFormer = session.tokenHash !== hashOf(present);
      const isShort = session.expiresAt - now() <= LEADER_IDLE_MS;
      const isRight = isShort === lifeOf(role) <= LEADER_IDLE_MS;
      if (isRight && !isFormer) return null;
      const token = successorOf(present);
      const { workshopId, seatId } = session;
      const next = {
        tokenHash: hashOf(token),
        workshopId,
        seatId,
        expiresAt: isRight ? session.expiresAt : now() + lifeOf(role),
      };
      if (isFormer && session.tokenHash === next.tokenHash) {
        // Told again. A commit that failed may have taken effect all the same, and nobody was told.
        if (!isRight) await storage.prolongSession(next.tokenHash, workshopId, next.expiresAt);
        tellRotated(hashOf(present), next.tokenHash);
      } else await moveTo(hashOf(present), next, GRACE_MS);
      return setCookie(token);
    },

    async stays(current, used) {
      const { tokenHash, workshopId } = current();
      const look = () => storage.findSession(tokenHash, workshopId, now());
      // Not found at the moment of a change of token, it may go on under the new one: of that
      // its connection has been told by the time a second look is answered.
      const session = (await look()) ?? (await look());
      if (session === null) return current().tokenHash !== tokenHash;
      // Nobody told us: the node where it was changed could not be heard.
      if (session.tokenHash !== tokenHash) tellRotated(tokenHash, session.tokenHash);
      if (used) await visited(session);
      return true;
    },

    sweep: () => storage.sweepSessions(now()),

    async end(visitor) {
      await storage.endSession(visitor.tokenHash, visitor.workshopId);
    },
  };
}

function leads(role: Role): boolean {
  return role === 'facilitator' || role === 'co-facilitator';
}

/** The value of one cookie; the first one counts. */
function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [key, ...value] = pair.split('=');
    if (key?.trim() === name) return value.join('=').trim();
  }
  return null;
}
