import type { Request } from 'express';

/** Where somebody asks from, as the limits see it; `trust proxy` decides whose word counts. */
export function addressOf(req: Request): string {
  return req.ip ?? req.socket.remoteAddress ?? 'unknown';
}
