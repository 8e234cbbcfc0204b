import * as z from 'zod/mini';
import { allowedSeat, checkTable, defineCommand, knownCluster, seatOf } from '../decide.ts';
import { LIMITS } from '../limits.ts';
import { checkLock, themesOfClusters } from '../locks.ts';
import { emptySheet, type Proposal } from '../proposals.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { checkText, cleanLine } from '../text.ts';
import * as wire from '../wire.ts';

/** Begins a proposal of one table from one or more clusters; the first question among them goes along. */
export const createProposal = defineCommand({
  type: 'createProposal',
  payload: z.strictObject({
    proposalId: wire.proposalId,
    tableId: wire.tableId,
    clusterIds: z.array(wire.clusterId).check(z.minLength(1), z.maxLength(LIMITS.sheetList)),
    title: wire.text,
  }),
  decide(state, actor, payload) {
    const { proposalId, tableId } = payload;
    const seat = seatOf(state, actor);
    if (isRefusal(seat)) return seat;
    const ownTable = seat.tableId === tableId;
    const allowed = allowedSeat(state, actor, 'createProposal', { ownTable });
    if (isRefusal(allowed)) return allowed;
    const locked = checkLock(state, themesOfClusters(state, payload.clusterIds));
    if (locked !== null) return locked;
    if (state.proposals.has(proposalId)) return refuse('id-taken', 'D1');
    if (state.proposals.size >= LIMITS.proposals) {
      return refuse('proposal-quota', 'D1', { limit: LIMITS.proposals });
    }
    const title = cleanLine(payload.title);
    const wrong = checkTable(state, tableId) ?? checkText(title, LIMITS.proposalTitle);
    if (wrong !== null) return wrong;
    const clusterIds = [...new Set(payload.clusterIds)];
    let question = '';
    for (const clusterId of clusterIds) {
      const cluster = knownCluster(state, clusterId);
      if (isRefusal(cluster)) return cluster;
      if (question === '') ({ question } = cluster);
    }
    const proposal: Proposal = {
      id: proposalId,
      tableId,
      clusterIds,
      position: state.proposals.size,
      status: 'draft',
      fields: { ...emptySheet(title), question },
      decision: null,
      commitments: [],
      owner: null,
      deputy: null,
      reviewOn: null,
      opening: '',
    };
    return [{ type: 'proposalCreated', proposal }];
  },
});
