/** `#cluster-<id>` in the address: a link from elsewhere leads to that cluster, not to the wall at large. */
import type { ClusterId } from '@tavolo/model';
import { useEffect } from 'react';
import { useRoom } from '../state/hooks.ts';
import type { Camera } from './camera.ts';
import { CLUSTER_WIDTH } from './geometry.ts';

const MARK = '#cluster-';
/** What one wants to see of a cluster at least: its head and first needs. */
const HEIGHT = 400;

function clusterInAddress(): ClusterId | null {
  const { hash } = window.location;
  // An address may name anything; whoever looks it up finds it or not.
  return hash.startsWith(MARK) ? (hash.slice(MARK.length) as ClusterId) : null;
}

/** Once the plane has found its first view, the camera goes to the cluster. */
export function useClusterOnWall(camera: Camera): void {
  const room = useRoom();
  useEffect(() => {
    const id = clusterInAddress();
    const cluster = id === null ? undefined : room.get().workshop.clusters.get(id);
    if (cluster === undefined) return undefined;
    const frame = requestAnimationFrame(() =>
      camera.show({ x: cluster.x, y: cluster.y, width: CLUSTER_WIDTH, height: HEIGHT }),
    );
    return () => cancelAnimationFrame(frame);
  }, [room, camera]);
}

/** In the list, its heading is scrolled to. */
export function useClusterInList(headingOf: (clusterId: ClusterId) => string): void {
  useEffect(() => {
    const id = clusterInAddress();
    if (id !== null) document.getElementById(headingOf(id))?.scrollIntoView({ block: 'center' });
  }, [headingOf]);
}
