import * as z from 'zod/mini';
import { allowedSeat, defineCommand, knownCluster } from '../decide.ts';
import { checkLock } from '../locks.ts';
import { isRefusal } from '../refusal.ts';
import { spotlightEnds } from '../spotlight.ts';
import * as wire from '../wire.ts';

/** Dissolves a cluster; its cards go back to the tray, none is lost. */
export const removeCluster = defineCommand({
  type: 'removeCluster',
  payload: z.strictObject({ clusterId: wire.clusterId }),
  decide(state, actor, { clusterId }) {
    const seat = allowedSeat(state, actor, 'group');
    if (isRefusal(seat)) return seat;
    const cluster = knownCluster(state, clusterId);
    if (isRefusal(cluster)) return cluster;
    const locked = checkLock(state, [cluster.themeId]);
    if (locked !== null) return locked;
    return [...spotlightEnds(state, clusterId), { type: 'clusterRemoved', clusterId }];
  },
});
