/**
 * Moving a whole cluster by its head. Drawn without React; one drop is one `moveCluster`.
 * Like a card, it is lifted by a finger after a long press, so that fingers still pan.
 */
import type { Camera } from './camera.ts';
import { LONG_PRESS_MS, SLIP_PX } from './card-drag.ts';

export interface ClusterDragHost {
  readonly camera: Camera;
  mayMove(): boolean;
  dropped(clusterId: string, x: number, y: number): void;
}

const LIFT_PX = 5;

interface Carried {
  readonly area: HTMLElement;
  readonly pointerId: number;
  readonly startX: number;
  readonly startY: number;
  readonly fromX: number;
  readonly fromY: number;
  /** Runs while a finger rests on the head; 0 for mouse and pen. */
  timer: number;
  lifted: boolean;
  x: number;
  y: number;
}

/** Lets clusters inside `root` be moved by their heads; returns the way to stop. */
export function attachClusterDrag(root: HTMLElement, host: ClusterDragHost): () => void {
  let carried: Carried | null = null;

  const down = (event: PointerEvent) => {
    if (carried !== null || event.button !== 0 || !event.isPrimary || !host.mayMove()) return;
    const element = event.target instanceof Element ? event.target : null;
    const head = element?.closest('[data-cluster-head]');
    const area = head?.closest<HTMLElement>('[data-cluster]');
    if (!area || element?.closest('button, a')) return;
    const touch = event.pointerType === 'touch';
    if (!touch) event.preventDefault();
    const fromX = Number(area.dataset.x);
    const fromY = Number(area.dataset.y);
    carried = {
      area,
      pointerId: event.pointerId,
      startX: event.clientX,
      startY: event.clientY,
      fromX,
      fromY,
      timer: touch ? window.setTimeout(lift, LONG_PRESS_MS) : 0,
      lifted: false,
      x: fromX,
      y: fromY,
    };
  };

  const move = (event: PointerEvent) => {
    if (carried === null || event.pointerId !== carried.pointerId) return;
    const dx = event.clientX - carried.startX;
    const dy = event.clientY - carried.startY;
    if (!carried.lifted) {
      const far = Math.hypot(dx, dy);
      if (carried.timer !== 0) {
        if (far > SLIP_PX) finish(false);
        return;
      }
      if (far < LIFT_PX) return;
      lift();
    }
    const { k } = host.camera.view();
    carried.x = Math.round(carried.fromX + dx / k);
    carried.y = Math.round(carried.fromY + dy / k);
    carried.area.style.translate = `${dx / k}px ${dy / k}px`;
  };

  const up = (event: PointerEvent) => {
    if (carried === null || event.pointerId !== carried.pointerId) return;
    finish(true);
  };
  const cancel = (event: PointerEvent) => {
    if (event.pointerId === carried?.pointerId) finish(false);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && carried?.lifted) finish(false);
  };

  // Once a cluster is in the hand, a finger does not pan the plane too.
  const touch = (event: TouchEvent) => {
    if (!carried?.lifted) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const menu = (event: Event) => {
    if (carried !== null && (carried.lifted || carried.timer !== 0)) event.preventDefault();
  };

  function lift(): void {
    if (carried === null) return;
    carried.lifted = true;
    carried.area.dataset.carried = '';
    host.camera.locked = true;
  }

  function finish(keep: boolean): void {
    if (carried === null) return;
    const { area, timer, lifted, x, y } = carried;
    window.clearTimeout(timer);
    carried = null;
    if (!lifted) return;
    host.camera.locked = false;
    if (keep) host.dropped(area.dataset.cluster ?? '', x, y);
    // The new place is drawn in the next frame.
    requestAnimationFrame(() => {
      delete area.dataset.carried;
      area.style.translate = '';
    });
  }

  root.addEventListener('pointerdown', down);
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', up);
  window.addEventListener('pointercancel', cancel);
  window.addEventListener('keydown', key);
  window.addEventListener('touchmove', touch, { capture: true, passive: false });
  root.addEventListener('contextmenu', menu);
  return () => {
    finish(false);
    root.removeEventListener('pointerdown', down);
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', up);
    window.removeEventListener('pointercancel', cancel);
    window.removeEventListener('keydown', key);
    window.removeEventListener('touchmove', touch, { capture: true });
    root.removeEventListener('contextmenu', menu);
  };
}
