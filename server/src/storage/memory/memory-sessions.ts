/** The sessions of the store that forgets. */
import type { WorkshopId } from '@tavolo/model';
import type { SessionRecord, Storage } from '../storage.ts';

type SessionCalls = Pick<
  Storage,
  | 'saveSession'
  | 'findSession'
  | 'endSession'
  | 'prolongSession'
  | 'rotateSessions'
  | 'endFormer'
  | 'sweepSessions'
>;

/** `ask` refuses when the store is closed; `known` throws where the workshop is unknown. */
export function memorySessions(
  ask: <Answer>(work: () => Answer) => Promise<Answer>,
  known: (id: WorkshopId) => unknown,
): SessionCalls {
  const sessions = new Map<string, SessionRecord>();
  /** Tokens that were replaced and are still good. */
  const formers = new Map<string, { next: string; readonly until: number }>();

  const presentOf = (tokenHash: string, now: number): string => {
    const former = formers.get(tokenHash);
    return former !== undefined && former.until > now ? former.next : tokenHash;
  };

  const endFormer = (tokenHash: string): void => {
    for (const [former, { next }] of [...formers]) if (next === tokenHash) formers.delete(former);
  };

  return {
    saveSession: (session) =>
      ask(() => {
        known(session.workshopId);
        sessions.set(keyOf(session.tokenHash, session.workshopId), session);
      }),
    findSession: (tokenHash, workshopId, now) =>
      ask(() => {
        const session = sessions.get(keyOf(presentOf(tokenHash, now), workshopId));
        if (session === undefined || session.expiresAt <= now) return null;
        const hasFormer = [...formers.values()].some(
          ({ next, until }) => next === session.tokenHash && until > now,
        );
        return hasFormer ? { ...session, hasFormer } : session;
      }),
    endSession: (tokenHash, workshopId) =>
      ask(() => {
        sessions.delete(keyOf(tokenHash, workshopId));
      }),
    prolongSession: (tokenHash, workshopId, expiresAt) =>
      ask(() => {
        const key = keyOf(tokenHash, workshopId);
        const session = sessions.get(key);
        if (session !== undefined) sessions.set(key, { ...session, expiresAt });
      }),
    rotateSessions: (tokenHash, next, { now, until }) =>
      ask(() => {
        known(next.workshopId);
        const before = presentOf(tokenHash, now);
        for (const [key, session] of [...sessions]) {
          if (session.tokenHash !== before) continue;
          sessions.delete(key);
          const moved = { ...session, tokenHash: next.tokenHash };
          sessions.set(keyOf(next.tokenHash, session.workshopId), moved);
        }
        sessions.set(keyOf(next.tokenHash, next.workshopId), next);
        if (until > now) {
          for (const former of formers.values()) {
            if (former.next === before) former.next = next.tokenHash;
          }
          formers.set(before, { next: next.tokenHash, until });
        } else endFormer(before);
        return before;
      }),
    endFormer: (tokenHash) => ask(() => endFormer(tokenHash)),
    sweepSessions: (now) =>
      ask(() => {
        for (const [key, session] of [...sessions]) {
          if (session.expiresAt <= now) sessions.delete(key);
        }
        for (const [former, { until }] of [...formers]) if (until <= now) formers.delete(former);
      }),
  };
}

function keyOf(tokenHash: string, workshopId: WorkshopId): string {
  return `${tokenHash} ${workshopId}`;
}
