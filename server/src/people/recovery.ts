/**
 * The owner's way back: a link that works once and is replaced by the next one in the same
 * step. Opening it uses nothing up, since programs that preview links open them too.
 */
import type { IncomingMessage } from 'node:http';
import type { WorkshopId } from '@tavolo/model';
import type { Storage } from '../storage/storage.ts';
import type { House, OpenWorkshop } from '../workshop/contract.ts';
import { type Denial, deny, denyFor, isDenial } from './denial.ts';
import { openRepeats } from './repeats.ts';
import { hashOf, isToken, newToken } from './secrets.ts';
import type { Sessions } from './sessions.ts';
import { guestOf, type WrongCodes } from './wrong-codes.ts';

export interface Recovered {
  readonly workshop: OpenWorkshop;
  readonly cookie: string;
  /** The token of the link to keep from now on; it is shown once. */
  readonly nextToken: string;
}

export interface Recovery {
  /** `form` names the page whose button was pressed; pressed twice, it shows the same new link. */
  use(
    token: string,
    request: IncomingMessage,
    address: string,
    form: string,
  ): Promise<Recovered | Denial>;
  /** A new link in the place of the old one, for an owner who has lost it. Returns its token. */
  renew(workshopId: WorkshopId): Promise<string>;
}

export function openRecovery(
  storage: Storage,
  house: House,
  sessions: Sessions,
  wrongCodes: WrongCodes,
): Recovery {
  const use = async (token: string, request: IncomingMessage, address: string) => {
    const guest = guestOf(sessions, request, address);
    const wait = await wrongCodes.waitOf(guest);
    if (wait > 0) return denyFor(wait);
    const nextToken = newToken();
    const workshopId = isToken(token)
      ? await storage.useRecovery(hashOf(token), hashOf(nextToken))
      : null;
    if (workshopId === null) {
      await wrongCodes.count(guest);
      return deny('used-link');
    }
    try {
      return { ...(await sitDown(workshopId, request)), nextToken };
    } catch (error) {
      // Nobody has been told the next link: the one in the owner's hand must not be spent.
      await storage.setRecovery(workshopId, hashOf(token));
      throw error;
    }
  };
  const sitDown = async (workshopId: WorkshopId, request: IncomingMessage) => {
    const workshop = await house.open(workshopId);
    const owner = [...(workshop?.state.seats.values() ?? [])].find((seat) => seat.owner);
    if (workshop === null || owner === undefined) throw new Error('a workshop without an owner');
    return { workshop, cookie: await sessions.begin(request, workshop.id, owner) };
  };
  const repeats = openRepeats<Recovered | Denial>((result) => !isDenial(result));

  return {
    async renew(workshopId) {
      const token = newToken();
      await storage.setRecovery(workshopId, hashOf(token));
      return token;
    },
    use: (token, request, address, form) =>
      repeats.run(hashOf(`${token}\n${form}`), () => use(token, request, address)),
  };
}
