/** Who may connect: the handshake names the workshop and the page's version, the cookie the seat. */
import { languageFromHeader, translate } from '@tavolo/i18n';
import { UUID, type WorkshopId } from '@tavolo/model';
import { type ConnectRefusal, PROTOCOL_VERSION } from '@tavolo/protocol';
import type { Doorkeeper } from '../people/contract.ts';
import { isSeated } from '../people/seated.ts';
import { BrokenLog } from '../storage/errors.ts';
import type { House } from '../workshop/contract.ts';
import type { LiveSocket, SocketData } from './sockets.ts';

/** `data` is what the page gets as `error.data`. */
export class ConnectRefused extends Error {
  override readonly name = 'ConnectRefused';
  readonly data: ConnectRefusal;

  constructor(data: ConnectRefusal) {
    super(data.kind);
    this.data = data;
  }
}

export async function admit(
  socket: LiveSocket,
  { house, doorkeeper }: { readonly house: House; readonly doorkeeper: Doorkeeper },
): Promise<Pick<SocketData, 'workshop' | 'visitor'>> {
  const { query, headers } = socket.handshake;
  const refuse = (kind: ConnectRefusal['kind']): ConnectRefused => {
    const language = languageFromHeader(headers['accept-language']);
    const message = translate(language, `refusals.${kind}`);
    return new ConnectRefused({ kind, message, version: PROTOCOL_VERSION });
  };

  // A page newer than its server would speak words that this one does not know. An older
  // page is served, and learns from `hello` that it is older.
  const version = Number(query.version);
  if (!Number.isInteger(version) || version > PROTOCOL_VERSION) throw refuse('version');
  const id = query.workshop;
  if (typeof id !== 'string' || !UUID.test(id)) throw refuse('not-found');
  const workshopId = id as WorkshopId;
  const visitor = await doorkeeper.visitorOf(socket.request, workshopId);
  const workshop = await house.open(workshopId).catch((error: unknown) => {
    throw error instanceof BrokenLog ? refuse('damaged') : error;
  });
  if (workshop === null) throw refuse('not-found');
  if (visitor === null || !(await isSeated(workshop, visitor))) throw refuse('no-session');
  return { workshop, visitor };
}
