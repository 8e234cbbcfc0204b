import * as z from 'zod/mini';
import { allowedSeat, checkTable, defineCommand, knownCluster, seatOf } from '../decide.ts';
import { isRefusal } from '../refusal.ts';
import * as wire from '../wire.ts';

/** Gives a cluster to a table, or parks it: visible, and nobody's for now (rule M4). */
export const assignCluster = defineCommand({
  type: 'assignCluster',
  payload: z.strictObject({ clusterId: wire.clusterId, tableId: z.nullable(wire.tableId) }),
  decide(state, actor, { clusterId, tableId }) {
    const asking = seatOf(state, actor);
    if (isRefusal(asking)) return asking;
    // Parked, it is taken from the table that it is at.
    const at = tableId ?? state.clusters.get(clusterId)?.tableId ?? null;
    const ownTable = at !== null && at === asking.tableId;
    const allowed = allowedSeat(state, actor, 'giveToTable', { ownTable });
    if (isRefusal(allowed)) return allowed;
    const cluster = knownCluster(state, clusterId);
    if (isRefusal(cluster)) return cluster;
    const wrong = tableId === null ? null : checkTable(state, tableId);
    if (wrong !== null) return wrong;
    return cluster.tableId === tableId ? [] : [{ type: 'clusterAssigned', clusterId, tableId }];
  },
});
