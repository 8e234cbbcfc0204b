/**
 * Who has no seat, or no longer, or elsewhere: every command, the board, the texts and the
 * live channel of a workshop that is not theirs.
 */
import { textNameOf } from '@tavolo/documents';
import { COMMAND_TYPES, type Phase } from '@tavolo/model';
import { CLOSE } from '@tavolo/protocol';
import { refusedConnection } from '@tavolo/server/testing/live-clients';
import { bareSocket, closeOf } from '@tavolo/server/testing/sync-clients';
import { anyId, type Person } from '@tavolo/server/testing/venue';
import type { Seeded } from '../seeded.ts';
import { asBody, knockOverHttp } from './knock.ts';
import { triesOf } from './plausible.ts';
import { type Stage, setStage } from './stage.ts';
import { watched } from './watched.ts';

type Headers = Readonly<Record<string, string>>;

export interface Outsiders {
  readonly attempts: number;
  readonly faults: readonly string[];
  /** The same knocks by somebody who sits there were answered. */
  readonly insiderEntered: boolean;
}

export async function tryOutsiders(phases: readonly Phase[], random: Seeded): Promise<Outsiders> {
  let attempts = 0;
  const faults: string[] = [];
  let insiderEntered = true;
  const elsewhere = await setStage('listen');
  try {
    for (const phase of phases) {
      const stage = await setStage(phase);
      try {
        for (const [who, headers] of await outsidersAt(stage, elsewhere)) {
          const before = watched(stage.venue);
          for (const [what, came] of await knocks(stage, headers, random)) {
            attempts += 1;
            if (came !== null) faults.push(`${who} in ${phase}, ${what}: ${came}`);
          }
          if (!(await before.isAsBefore())) faults.push(`${who} in ${phase} changed something`);
        }
        const inside = await knocks(stage, stage.venue.owner.headers, random);
        insiderEntered &&= inside.filter(([, came]) => came !== null).length >= inside.length / 2;
      } finally {
        await stage.close();
      }
    }
  } finally {
    await elsewhere.close();
  }
  return { attempts, faults, insiderEntered };
}

async function outsidersAt(
  stage: Stage,
  elsewhere: Stage,
): Promise<(readonly [string, Headers])[]> {
  const { venue } = stage;
  const { origin } = venue;
  const left = await venue.sit('participant');
  const leaving = { workshopId: venue.workshop.id };
  await posted(venue.origin, '/api/leave', leaving, left);
  const rotated = await venue.sit('participant');
  await posted(venue.origin, '/api/join', { code: venue.workshop.joinCode }, rotated);
  const cookie = elsewhere.venue.owner.headers.cookie;
  return [
    ['without a cookie', { origin }],
    ['with a seat elsewhere', { origin, cookie }],
    ['with a made-up cookie', { origin, cookie: `tavolo=${'A'.repeat(43)}` }],
    ['with a seat id as a cookie', { origin, cookie: `tavolo=${venue.owner.seatId}` }],
    ['with the hash as a cookie', { origin, cookie: `tavolo=${venue.owner.tokenHash}` }],
    ['after leaving', { ...left.headers }],
    ['with the cookie before the last', { ...rotated.headers }],
  ];
}

async function posted(
  origin: string,
  path: string,
  body: unknown,
  { headers }: Person,
): Promise<void> {
  const answer = await fetch(origin + path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { ...headers, 'content-type': 'application/json' },
  });
  if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`);
}

/** Each with null where it was refused, or what was let through. */
async function knocks(
  { venue, pass }: Stage,
  headers: Headers,
  random: Seeded,
): Promise<(readonly [what: string, came: string | null])[]> {
  const came: (readonly [string, string | null])[] = [];
  const { id, state } = venue.workshop;
  for (const type of COMMAND_TYPES) {
    pass(100);
    const [base] = triesOf(type, state, venue.owner.seatId, random);
    const body = asBody({ ...base?.order, cmdId: anyId() });
    const { refusal, status } = await knockOverHttp(venue, headers, body);
    const isRefused =
      refusal !== null && [401, 403, 404].includes(status) && refusal.kind === 'no-session';
    came.push([type, isRefused ? null : `${status} ${refusal?.kind ?? 'accepted'}`]);
  }
  for (const path of [
    '',
    '/cards',
    '/clusters',
    '/proposals',
    '/export.json',
    '/export.csv',
    '/export-votes.csv',
    '/export-tables.csv',
  ]) {
    const { status } = await fetch(`${venue.origin}/api/workshops/${id}${path}`, { headers });
    came.push([`GET ${path}`, status === 401 ? null : String(status)]);
  }
  const text = textNameOf([...state.proposals.keys()][0] ?? '');
  for (const document of ['board', text]) {
    const socket = await bareSocket(venue, headers, `/sync/${id}/${document}`);
    const first = new Promise<string>((resolve) =>
      socket.once('message', () => resolve('a frame')),
    );
    // A step 1, which is answered to whoever sits here.
    socket.send(Uint8Array.of(0, 0, 1, 0));
    const end = await Promise.race([first, closeOf(socket).then(({ code }) => String(code))]);
    socket.terminate();
    came.push([document, end === String(CLOSE.unauthorised) ? null : end]);
  }
  const live = await refusedConnection(venue, headers).catch(() => 'taken');
  came.push(['live', live === 'taken' ? live : null]);
  return came;
}
