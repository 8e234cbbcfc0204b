/** A workshop at its tables, with people who sit at one and write its proposal. */
import { randomUUID } from 'node:crypto';
import { textNameOf } from '@tavolo/documents';
import type { WorkshopId } from '@tavolo/model';
import type { CreatedWorkshop, Joined } from '@tavolo/protocol';
import { type Client, openClient } from '@tavolo/server/http/testing/test-client';

export interface Meeting {
  readonly workshopId: WorkshopId;
  readonly proposalId: string;
  /** The one that the proposal answers. */
  readonly clusterId: string;
  /** The browser of whoever leads. */
  readonly leader: string;
  /** Path of the proposal's text. */
  readonly textPath: string;
  /** One browser each; all of them may write. */
  readonly cookies: readonly string[];
}

export async function holdMeeting(url: string, people: number): Promise<Meeting> {
  const owner = openClient(url);
  const workshop = { title: 'Prova', language: 'it' };
  const created = await patiently(() => owner.post('/api/workshops', workshop));
  const { workshopId, joinCode } = created.json as CreatedWorkshop;
  const order = async (body: object): Promise<void> => {
    const path = `/api/workshops/${workshopId}/commands`;
    await patiently(() => owner.post(path, { cmdId: randomUUID(), ...body }));
  };
  const [clusterId, tableId, proposalId] = [randomUUID(), randomUUID(), randomUUID()];
  await order({ type: 'moveToPhase', phase: 'cluster', afterS: 0 });
  const cluster = { clusterId, name: 'A', question: '', themeId: null, x: 0, y: 0 };
  await order({ type: 'createCluster', ...cluster });
  await order({ type: 'moveToPhase', phase: 'tables', afterS: 0 });
  await order({ type: 'createTable', tableId, name: 'Tavolo 1' });
  const proposal = { proposalId, tableId, clusterIds: [clusterId], title: 'Prova' };
  await order({ type: 'createProposal', ...proposal });
  const cookies: string[] = [];
  for (let n = 0; n < people; n += 1) {
    const guest = openClient(url);
    const joined = await patiently(() => guest.post('/api/join', { code: joinCode, name: `${n}` }));
    const { seatId } = joined.json as Joined;
    await order({ type: 'assignTable', seatId, tableId });
    cookies.push(guest.cookie ?? '');
  }
  return {
    workshopId: workshopId as WorkshopId,
    proposalId,
    clusterId,
    leader: owner.cookie ?? '',
    textPath: `/sync/${workshopId}/${textNameOf(proposalId)}`,
    cookies,
  };
}

/** Waits where it goes too fast, or where the disk takes nothing now; anything else has to be accepted. */
export async function patiently(ask: () => ReturnType<Client['post']>): ReturnType<Client['post']> {
  for (;;) {
    const answer = await ask();
    if (answer.status === 200 || answer.status === 201) return answer;
    if (answer.status !== 429 && answer.status !== 503)
      throw new Error(`${answer.status}: ${answer.text}`);
    const seconds = Number(answer.headers.get('retry-after') ?? 1);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  }
}
