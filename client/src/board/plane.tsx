/**
 * The plane under the clusters: draws those that are near, measures them, and keeps them
 * from lying on each other. Panning and zooming happen in `camera.ts`, without React.
 */
import type { Cluster, ClusterId } from '@tavolo/model';
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type RefCallback,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { useRoom, useText } from '../state/hooks.ts';
import { type Camera, FAR } from './camera.ts';
import { ClusterArea, type Lookups } from './cluster-area.tsx';
import { Cursors } from './cursors.tsx';
import { useDesk, useWallIndex } from './desk.tsx';
import { boundsOf, freeSpot, guessHeight, isNear, layOut, type Rect } from './geometry.ts';
import css from './wall.module.css';
import { ZOOM_STEP } from './zoom-bar.tsx';

const ARROW_PX = 90;
/** Cursors are shown to others about 15 times a second. */
const CURSOR_MS = 66;
const NOTHING: readonly never[] = [];

export function Plane({
  camera,
  lookups,
  movable,
  children,
}: {
  readonly camera: Camera;
  readonly lookups: Lookups;
  readonly movable: boolean;
  readonly children?: ReactNode;
}) {
  const text = useText();
  const { spot } = useDesk();
  const { clusters, inCluster } = useWallIndex();
  const viewport = useRef<HTMLElement>(null);
  const [heights, measure] = useHeights();
  const rects = useMemo(
    () =>
      layOut(
        clusters,
        (id: ClusterId) => heights.get(id) ?? guessHeight(inCluster.get(id) ?? NOTHING),
      ),
    [clusters, heights, inCluster],
  );
  useCamera(camera, viewport, rects);
  const near = useNear(camera, rects);
  const far = useSyncExternalStore(camera.subscribe, () => camera.view().k < FAR);
  useEffect(() => {
    spot.current = () => freeSpot(camera.view().area, [...rects.values()]);
  }, [spot, camera, rects]);

  return (
    <section
      ref={viewport}
      className={css.plane}
      data-plane=""
      aria-label={text('board.wallHelp')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable to be scrolled by keys
      tabIndex={0}
      onKeyDown={(event) => steer(event, camera)}
      {...usePointing(camera)}
    >
      <div className={css.world} ref={camera.follow as RefCallback<HTMLElement>}>
        {clusters.map((cluster) => {
          const rect = rects.get(cluster.id);
          return rect === undefined || !near.has(cluster.id) ? null : (
            <ClusterArea
              key={cluster.id}
              cluster={cluster}
              cards={inCluster.get(cluster.id) ?? NOTHING}
              x={rect.x}
              y={rect.y}
              height={rect.height}
              far={far}
              movable={movable}
              lookups={lookups}
              onMeasured={measure}
            />
          );
        })}
      </div>
      <Cursors camera={camera} />
      {children}
    </section>
  );
}

/** Heights of clusters as drawn; those under a hand are left alone until it is empty. */
function useHeights() {
  const [heights, setHeights] = useState<ReadonlyMap<ClusterId, number>>(new Map());
  const measure = useCallback((cluster: Cluster, element: HTMLElement) => {
    const observer = new ResizeObserver(() => {
      if (element.dataset.target !== undefined) return;
      const height = element.offsetHeight;
      setHeights((before) =>
        before.get(cluster.id) === height ? before : new Map(before).set(cluster.id, height),
      );
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [heights, measure] as const;
}

/** Ties the camera to the plane; the first view is the beginning of the wall, in reading size. */
function useCamera(
  camera: Camera,
  viewport: { readonly current: HTMLElement | null },
  rects: ReadonlyMap<ClusterId, Rect>,
): void {
  const placed = useRef(false);
  useLayoutEffect(() => {
    if (viewport.current === null) return undefined;
    const detach = camera.attach(viewport.current);
    placed.current = false;
    return detach;
  }, [camera, viewport]);
  useLayoutEffect(() => {
    const all = boundsOf(rects.values());
    camera.bound(all);
    if (placed.current || viewport.current === null) return;
    placed.current = all !== null;
    const k = viewport.current.clientWidth < 1230 ? 0.9 : 1;
    camera.place(26 - (all?.x ?? 0) * k, 26 - (all?.y ?? 0) * k, k);
  }, [camera, viewport, rects]);
}

/** The clusters worth drawing. Wakes React only when one comes near or goes away. */
function useNear(camera: Camera, rects: ReadonlyMap<ClusterId, Rect>): ReadonlySet<ClusterId> {
  const last = useRef<ReadonlySet<ClusterId>>(new Set());
  const read = useCallback(() => {
    const { area } = camera.view();
    const now = new Set<ClusterId>();
    for (const [id, rect] of rects) if (isNear(rect, area)) now.add(id);
    const before = last.current;
    const same = before.size === now.size && [...now].every((id) => before.has(id));
    if (!same) last.current = now;
    return last.current;
  }, [camera, rects]);
  return useSyncExternalStore(camera.subscribe, read);
}

/** Shows the others where one points; not for fingers, and not while something is written. */
function usePointing(camera: Camera) {
  const { presence } = useRoom();
  const { panel } = useDesk();
  const next = useRef(0);
  const quiet = panel !== null;
  useEffect(() => {
    if (quiet) presence.show({ cursor: null });
    return () => presence.show({ cursor: null });
  }, [presence, quiet]);
  return {
    onPointerMove(event: PointerEvent) {
      if (quiet || event.pointerType === 'touch' || event.timeStamp < next.current) return;
      next.current = event.timeStamp + CURSOR_MS;
      const { x, y } = camera.toBoard(event.clientX, event.clientY);
      presence.show({ cursor: { x: Math.round(x), y: Math.round(y) } });
    },
    onPointerLeave(event: PointerEvent) {
      if (event.pointerType !== 'touch') presence.show({ cursor: null });
    },
  };
}

function steer(event: KeyboardEvent, camera: Camera): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  switch (event.key) {
    case 'ArrowLeft':
      camera.panBy(ARROW_PX, 0);
      break;
    case 'ArrowRight':
      camera.panBy(-ARROW_PX, 0);
      break;
    case 'ArrowUp':
      camera.panBy(0, ARROW_PX);
      break;
    case 'ArrowDown':
      camera.panBy(0, -ARROW_PX);
      break;
    case '+':
    case '=':
      camera.zoomBy(ZOOM_STEP);
      break;
    case '-':
      camera.zoomBy(1 / ZOOM_STEP);
      break;
    case '0':
      camera.fit();
      break;
    default:
      return;
  }
  event.preventDefault();
}
