/** The wall: tray, plane, bar and zoom, and the hands that move things on it. */
import { type CardId, type ClusterId, phaseIndex } from '@tavolo/model';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { announce } from '../design/announce.tsx';
import { classNames } from '../design/class-names.ts';
import { useMay, useRoom, useText, useWorkshop } from '../state/hooks.ts';
import { Camera } from './camera.ts';
import { attachCardDrag } from './card-drag.ts';
import { attachClusterDrag } from './cluster-drag.ts';
import { useClusterOnWall } from './cluster-in-address.ts';
import { useDesk, useWallIndex } from './desk.tsx';
import { Dock } from './dock.tsx';
import { Glides } from './glide.tsx';
import { useLookOnWall } from './look.ts';
import { useLookups } from './lookups.ts';
import { Plane } from './plane.tsx';
import { rove } from './roving.ts';
import { Tray } from './tray.tsx';
import css from './wall.module.css';
import { WallNotes } from './wall-notes.tsx';
import { ZoomBar } from './zoom-bar.tsx';

export function Wall() {
  const { open } = useDesk();
  const [camera] = useState(() => new Camera());
  const lookups = useLookups();
  const mayGroup = useMay('group');
  const movable = mayGroup === true;
  const phase = useWorkshop((workshop) => workshop.phase);
  const { clusters } = useWallIndex();
  // Until grouping begins there is no plane to lie on: the slips are the wall.
  const spread = clusters.length === 0 && phaseIndex(phase) < phaseIndex('cluster');
  const root = useRef<HTMLElement>(null);
  useHands(root, camera, movable);
  useClusterOnWall(camera);
  useLookOnWall(camera);

  const onKeyDown = (event: KeyboardEvent) =>
    rove(event.nativeEvent as globalThis.KeyboardEvent & { target: EventTarget }, (cardId) =>
      open({ is: 'move', cardId: cardId as CardId }),
    );
  return (
    <main ref={root} className={classNames(css.wall, spread && css.spread)} onKeyDown={onKeyDown}>
      <Tray lookups={lookups} movable={movable} spread={spread}>
        <div className={css.nothing}>
          <WallNotes />
        </div>
      </Tray>
      {spread ? null : (
        <Plane camera={camera} lookups={lookups} movable={movable}>
          {clusters.length > 0 ? null : (
            <div className={css.still} dir={document.documentElement.dir}>
              <WallNotes />
            </div>
          )}
        </Plane>
      )}
      <div className={css.bottom}>
        <Dock />
        {spread ? null : <ZoomBar camera={camera} />}
      </div>
      <Glides root={root} />
    </main>
  );
}

/** Ties the hands to the wall once; they ask for what is true now when they need it. */
function useHands(
  root: { readonly current: HTMLElement | null },
  camera: Camera,
  movable: boolean,
): void {
  const text = useText();
  const { presence } = useRoom();
  const { act, open } = useDesk();
  const index = useWallIndex();
  const now = useRef({ text, act, index, movable });
  now.current = { text, act, index, movable };
  const hands = useMemo(
    () => ({
      card: {
        camera,
        mayLift: () => now.current.movable,
        orderOf: (clusterId: string) =>
          (now.current.index.inCluster.get(clusterId as ClusterId) ?? []).map(({ id }) => id),
        lifted(cardId: string) {
          presence.show({ holding: cardId as CardId });
          announce(now.current.text('board.lifted'));
        },
        dropped(cardId: string, landing: { clusterId: string | null; after: string | null }) {
          presence.show({ holding: null });
          now.current.act({
            type: 'placeCard',
            cardId: cardId as CardId,
            clusterId: landing.clusterId as ClusterId | null,
            after: landing.after as CardId | null,
          });
        },
        /** On the bare table: a new cluster begins there, with this card in it. */
        droppedOnPlane(cardId: string, at: { x: number; y: number }) {
          presence.show({ holding: null });
          open({ is: 'new-cluster', cardId: cardId as CardId, at });
        },
        cancelled() {
          presence.show({ holding: null });
          announce(now.current.text('board.dropCancelled'));
        },
      },
      cluster: {
        camera,
        mayMove: () => now.current.movable,
        dropped(clusterId: string, x: number, y: number) {
          now.current.act({ type: 'moveCluster', clusterId: clusterId as ClusterId, x, y });
        },
      },
    }),
    [camera, presence, open],
  );
  useEffect(() => {
    if (root.current === null) return undefined;
    const letCards = attachCardDrag(root.current, hands.card);
    const letClusters = attachClusterDrag(root.current, hands.cluster);
    return () => {
      letCards();
      letClusters();
    };
  }, [root, hands]);
}
