/**
 * An id of somebody else's command, and the ids of another workshop: neither is answered with
 * what the other got, nor does it reach what is not there.
 */
import { COMMAND_TYPES } from '@tavolo/model';
import { anyId } from '@tavolo/server/testing/venue';
import type { Seeded } from '../seeded.ts';
import { asBody, knockOverHttp } from './knock.ts';
import { isId, MAKES_ANEW, schemaOf, triesOf } from './plausible.ts';
import { setStage } from './stage.ts';
import { watched } from './watched.ts';

export interface Doubled {
  readonly attempts: number;
  readonly faults: readonly string[];
}

export async function tryBorrowedIds(random: Seeded): Promise<Doubled> {
  const faults: string[] = [];
  let attempts = 0;
  const [stage, elsewhere] = [await setStage('cluster'), await setStage('cluster')];
  try {
    const { venue, people } = stage;
    const headersOf = (role: 'facilitator' | 'contributor') => people.get(role)?.headers ?? {};
    const cmdId = anyId();
    const done = await knockOverHttp(
      venue,
      headersOf('facilitator'),
      asBody({ cmdId, type: 'createTable', tableId: anyId(), name: 'Tavolo' }),
    );
    if (done.refusal !== null) faults.push('the facilitator’s own was refused');
    for (const type of ['createTable', 'closeWorkshop', 'moveToPhase'] as const) {
      attempts += 1;
      const [base] = triesOf(type, venue.workshop.state, venue.owner.seatId, random);
      const before = watched(venue);
      const { refusal } = await knockOverHttp(
        venue,
        headersOf('contributor'),
        asBody({ ...base?.order, cmdId }),
      );
      if (refusal?.kind !== 'wrong-role')
        faults.push(`${type} under another’s id: ${refusal?.kind ?? 'accepted'}`);
      if (!(await before.isAsBefore())) faults.push(`${type} under another’s id was done`);
    }
    const there = elsewhere.venue.workshop.state;
    const [here, far] = [watched(venue), watched(elsewhere.venue)];
    for (const type of COMMAND_TYPES) {
      const fields = Object.entries(schemaOf(type)[0]?.properties ?? {});
      const [base] = triesOf(type, there, elsewhere.venue.owner.seatId, random);
      // Only where it names something that has to be there.
      if (base === undefined || !fields.some(([, field]) => isId(field)) || MAKES_ANEW.test(type))
        continue;
      attempts += 1;
      stage.pass(100);
      const body = asBody({ ...base.order, cmdId: anyId() });
      const { refusal } = await knockOverHttp(venue, headersOf('facilitator'), body);
      if (refusal === null) faults.push(`${type} took ids of another workshop`);
    }
    if (!(await here.isAsBefore()) || !(await far.isAsBefore()))
      faults.push('ids of another workshop did something');
  } finally {
    await stage.close();
    await elsewhere.close();
  }
  return { attempts, faults };
}
