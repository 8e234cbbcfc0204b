/** For tests: a workshop at its tables, with one table, one proposal and people who write it. */

import { textNameOf } from '@tavolo/documents';
import type { ClusterId, ProposalId, SeatId, TableId } from '@tavolo/model';
import type { TextKey } from '../storage/text-storage.ts';
import type { OpenText } from '../texts/contract.ts';
import { type Stock, stockClient } from './sync-clients.ts';
import { anyId, openVenue, type Person, type Venue } from './venue.ts';

export interface Desk {
  readonly venue: Venue;
  readonly tableId: TableId;
  readonly proposalId: ProposalId;
  readonly key: TextKey;
  readonly path: string;
  text(): Promise<OpenText>;
  /** A participant of the table. */
  writer(): Promise<Person>;
  assign(seatId: SeatId, tableId: TableId | null): Promise<void>;
  stock(person: Person, options?: Parameters<typeof stockClient>[2]): Stock;
  close(): Promise<void>;
}

export async function openDesk(...venueOptions: Parameters<typeof openVenue>): Promise<Desk> {
  const venue = await openVenue(...venueOptions);
  const tableId = anyId<TableId>();
  const proposalId = anyId<ProposalId>();
  const clusterId = anyId<ClusterId>();
  await venue.orders(
    { type: 'moveToPhase', phase: 'cluster', afterS: 0 },
    {
      type: 'createCluster',
      clusterId,
      name: 'Il giovedì',
      question: '',
      themeId: null,
      x: 0,
      y: 0,
    },
  );
  await venue.orders(
    { type: 'moveToPhase', phase: 'tables', afterS: 0 },
    { type: 'createTable', tableId, name: 'Tavolo 1' },
    { type: 'createProposal', proposalId, tableId, clusterIds: [clusterId], title: 'Una panchina' },
  );
  const name = textNameOf(proposalId);
  const assign = (seatId: SeatId, to: TableId | null): Promise<void> =>
    venue.orders({ type: 'assignTable', seatId, tableId: to });
  return {
    venue,
    tableId,
    proposalId,
    key: { workshopId: venue.workshop.id, name },
    path: `/sync/${venue.workshop.id}/${name}`,
    async text() {
      const text = await venue.texts.open(venue.workshop, name);
      if (text === null) throw new Error('there is no such proposal');
      return text;
    },
    async writer() {
      const person = await venue.sit('participant');
      await assign(person.seatId, tableId);
      return person;
    },
    assign,
    stock: (person, options = {}) => stockClient(venue, person, { document: name, ...options }),
    close: () => venue.close(),
  };
}
