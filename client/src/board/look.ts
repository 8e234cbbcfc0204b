/**
 * Where somebody asked to be taken: wall and list bring it on screen once, and mark it. Kept
 * until one of them takes it, because the way there may lead over another page.
 */
import type { SpotlightTarget } from '@tavolo/model';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useRoom } from '../state/hooks.ts';
import type { Camera } from './camera.ts';
import { FAR } from './camera.ts';
import { CLUSTER_WIDTH } from './geometry.ts';

/** What one wants to see of a cluster at least. */
const HEIGHT = 400;
/** What is drawn only once the camera is there needs a moment. */
const TRIES = 20;

let wanted: SpotlightTarget | null = null;
const listeners = new Set<() => void>();

function set(next: SpotlightTarget | null): void {
  wanted = next;
  for (const listener of listeners) listener();
}

export function lookAt(target: SpotlightTarget): void {
  set(target);
}

/** It is on screen. */
export function lookedAt(): void {
  set(null);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is to be looked at and has not been brought on screen yet. */
export function useWanted(): SpotlightTarget | null {
  return useSyncExternalStore(subscribe, () => wanted);
}

function useTaking(show: (target: SpotlightTarget) => void): void {
  const target = useWanted();
  const now = useRef(show);
  now.current = show;
  useEffect(() => {
    if (target === null) return undefined;
    const frame = requestAnimationFrame(() => {
      now.current(target);
      lookedAt();
    });
    return () => cancelAnimationFrame(frame);
  }, [target]);
}

export function useLookOnWall(camera: Camera): void {
  const room = useRoom();
  useTaking((target) => {
    const { cards, clusters } = room.get().workshop;
    if (target.kind === 'wall') camera.fit();
    const clusterId =
      target.kind === 'cluster'
        ? target.id
        : target.kind === 'card'
          ? (cards.get(target.id)?.clusterId ?? null)
          : null;
    const cluster = clusterId === null ? undefined : clusters.get(clusterId);
    if (cluster !== undefined) {
      const { x, y } = cluster;
      // From so far away that cards cannot be read, one comes nearer first.
      if (camera.view().k < FAR) camera.place(-x + CLUSTER_WIDTH / 4, -y + HEIGHT / 4, 1);
      camera.show({ x, y, width: CLUSTER_WIDTH, height: HEIGHT });
    }
    bring(target);
  });
}

export function useLookInList(headingOf: (clusterId: string) => string): void {
  useTaking((target) => {
    if (target.kind === 'wall') window.scrollTo(0, 0);
    else if (target.kind === 'cluster') {
      document.getElementById(headingOf(target.id))?.scrollIntoView({ block: 'center' });
    } else bring(target);
  });
}

/** Scrolls to it once it is drawn, without touching the focus. */
function bring(target: SpotlightTarget, tries = TRIES): void {
  const selector = selectorOf(target);
  if (selector === null) return;
  const element = document.querySelector(selector);
  if (element !== null) {
    if (target.kind === 'card') element.scrollIntoView({ block: 'center', inline: 'center' });
    return;
  }
  if (tries > 0) requestAnimationFrame(() => bring(target, tries - 1));
}

/** The element on wall or list; null where it is no single one. */
export function selectorOf(target: SpotlightTarget): string | null {
  if (target.kind === 'card') return `[data-card="${target.id}"]`;
  return target.kind === 'cluster' ? `[data-cluster="${target.id}"]` : null;
}
