import * as z from 'zod/mini';
import { allowedSeat, defineCommand, knownCluster } from '../decide.ts';
import { checkLock } from '../locks.ts';
import { isRefusal } from '../refusal.ts';
import * as wire from '../wire.ts';

/** Moves a cluster on the wall; x and y in board units. */
export const moveCluster = defineCommand({
  type: 'moveCluster',
  payload: z.strictObject({ clusterId: wire.clusterId, x: wire.coordinate, y: wire.coordinate }),
  decide(state, actor, { clusterId, ...spot }) {
    const seat = allowedSeat(state, actor, 'group');
    if (isRefusal(seat)) return seat;
    const cluster = knownCluster(state, clusterId);
    if (isRefusal(cluster)) return cluster;
    const locked = checkLock(state, [cluster.themeId]);
    if (locked !== null) return locked;
    // Adding 0 turns -0 into 0: JSON writes both the same, the board's bytes would not.
    const x = spot.x + 0;
    const y = spot.y + 0;
    return cluster.x === x && cluster.y === y ? [] : [{ type: 'clusterMoved', clusterId, x, y }];
  },
});
