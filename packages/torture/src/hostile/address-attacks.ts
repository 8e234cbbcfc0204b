/**
 * Sockets that are asked for by the wrong name, epoch or origin. Nothing of any document may
 * come over them; at an undefended server all of them are served.
 */
import { textNameOf } from '@tavolo/documents';
import type { Desk } from '@tavolo/server/testing/desk';
import { anyId } from '@tavolo/server/testing/venue';
import { dialRaw, rawFrame } from '../raw-socket.ts';
import { openUndefended } from './undefended.ts';

interface Dial {
  readonly title: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Dialled {
  readonly attacks: number;
  readonly faults: readonly string[];
  readonly uncontrolled: readonly string[];
}

function dials(workshopId: string, elsewhere: string, proposalId: string): Dial[] {
  const names = [
    '../board',
    'board/',
    '/board',
    'board/..',
    'BOARD',
    'board%00',
    '%2e%2e/board',
    'board%2f',
    '',
    '.',
    'meta',
    'table-1',
    'proposal-',
    'proposal-__proto__',
    'proposal-constructor',
    `proposal-${anyId()}`,
    `proposal-${proposalId}/../board`,
    `proposal-${proposalId.toUpperCase()}`,
    `proposal-${proposalId}%20`,
    `table-${proposalId}`,
    'x'.repeat(5_000),
  ];
  const board = `/sync/${workshopId}/board`;
  const text = `/sync/${workshopId}/${textNameOf(proposalId)}`;
  return [
    ...names.map((name) => ({
      title: `a document called ${name.slice(0, 60)}`,
      path: `/sync/${workshopId}/${name}`,
    })),
    ...[
      elsewhere,
      anyId(),
      '__proto__',
      workshopId.toUpperCase(),
      `${workshopId}%20`,
      '..',
      '',
    ].map((id) => ({
      title: `a workshop called ${id}`,
      path: `/sync/${id}/board`,
    })),
    ...['9.9', '7', '__proto__', '-1', '', 'NaN', '1e3', '%00'].flatMap((epoch) => [
      { title: `a board of epoch ${epoch}`, path: `${board}?epoch=${epoch}` },
      { title: `a text of epoch ${epoch}`, path: `${text}?epoch=${epoch}` },
    ]),
    ...['http://evil.example', 'null', 'http://127.0.0.1.evil.example', ''].flatMap((origin) => [
      { title: `a board from "${origin}"`, path: board, headers: { origin } },
      { title: `a text from "${origin}"`, path: text, headers: { origin } },
    ]),
    { title: 'a board without a cookie', path: board, headers: { cookie: '' } },
    {
      title: 'a board with a cookie of nonsense',
      path: board,
      headers: { cookie: 'tavolo=%00;tavolo=../..;__proto__=1' },
    },
    { title: 'the old path', path: `/${workshopId}/board` },
  ];
}

export async function attackAddresses(desk: Desk, elsewhere: string): Promise<Dialled> {
  const { venue, proposalId } = desk;
  const { headers } = await desk.writer();
  const all = dials(venue.workshop.id, elsewhere, proposalId);
  const faults: string[] = [];
  for (const { title, path, headers: own = {} } of all) {
    const came = await served(portOf(venue.origin), path, { ...headers, ...own });
    if (came) faults.push(`${title}: served`);
  }
  const control = await openUndefended();
  const uncontrolled: string[] = [];
  try {
    for (const { title, path } of all) {
      if (!(await served(portOf(control.origin), path, headers))) uncontrolled.push(title);
    }
  } finally {
    await control.close();
  }
  return { attacks: all.length, faults, uncontrolled };
}

export const portOf = (origin: string): number => Number(new URL(origin).port);

/** Asks for everything; true where anything of a document comes. */
async function served(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<boolean> {
  const raw = await dialRaw(port, path, headers);
  if (raw.status === 101) raw.socket.write(rawFrame(2, Uint8Array.of(0, 0, 1, 0)));
  let came = false;
  for (
    let frame = raw.status === 101 ? await raw.next() : null;
    frame !== null;
    frame = await raw.next()
  ) {
    if (frame.opcode === 8) break;
    if (frame.opcode === 2) {
      came = true;
      break;
    }
  }
  raw.socket.destroy();
  return came;
}
