/** One body or message to one door of a real server, and what came back. */
import type { WorkshopId } from '@tavolo/model';
import type { LiveClient } from '@tavolo/server/testing/live-clients';
import type { Venue } from '@tavolo/server/testing/venue';

/** Longer than a busy machine takes. */
const PATIENCE_MS = 30_000;

export interface Said {
  /** Null: accepted. */
  readonly refusal: { readonly kind: string; readonly rule: string } | null;
  readonly status: number;
}

/** What is sent as JSON, or is JSON already: a key called `__proto__` cannot be written otherwise. */
export type Body = { readonly json: string };

export const asBody = (value: unknown): Body => ({ json: JSON.stringify(value) });

export async function knockOverHttp(
  venue: Venue,
  headers: Readonly<Record<string, string>>,
  { json }: Body,
  workshopId: WorkshopId = venue.workshop.id,
): Promise<Said> {
  const response = await fetch(`${venue.origin}/api/workshops/${workshopId}/commands`, {
    method: 'POST',
    body: json,
    headers: { ...headers, 'content-type': 'application/json' },
  });
  return { ...readAnswer(await response.json()), status: response.status };
}

export async function knockLive(live: LiveClient, { json }: Body): Promise<Said> {
  // A parser keeps `__proto__` as a key of the message, as a hostile client would send it.
  const answer = await new Promise<unknown>((resolve, reject) => {
    live.socket.timeout(PATIENCE_MS).emit('command', JSON.parse(json), (error, came) => {
      if (error === null) resolve(came);
      else reject(new Error(`no answer to ${json.slice(0, 200)}`, { cause: error }));
    });
  });
  const said = readAnswer(answer);
  return { ...said, status: said.refusal === null ? 200 : 400 };
}

function readAnswer(answer: unknown): Pick<Said, 'refusal'> {
  const { refusal, seq } = answer as { refusal?: Said['refusal']; seq?: unknown };
  if (refusal === undefined && typeof seq !== 'number') throw new Error('an answer of no form');
  return { refusal: refusal ?? null };
}
