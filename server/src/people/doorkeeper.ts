import type { Doorkeeper } from './contract.ts';
import { isOriginAllowed } from './origins.ts';
import type { Sessions } from './sessions.ts';

/** The door as `http`, `live` and `sync` meet it. */
export function openDoorkeeper(sessions: Sessions, publicUrl: URL | null): Doorkeeper {
  return {
    visitorOf: (request, workshopId) => sessions.visitorOf(request, workshopId),
    stays: (current, used) => sessions.stays(current, used),
    originAllowed: (request, kind) => isOriginAllowed(request, kind, publicUrl),
  };
}
