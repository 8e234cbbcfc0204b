/** Moving a whole cluster by its head. Drawn without React; one drop is one `moveCluster`. */
import type { Camera } from './camera.ts';

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
  lifted: boolean;
  x: number;
  y: number;
}

/** Lets clusters inside `root` be moved by their heads; returns the way to stop. */
export function attachClusterDrag(root: HTMLElement, host: ClusterDragHost): () => void {
  let carried: Carried | null = null;

  const down = (event: PointerEvent) => {
    if (event.button !== 0 || event.pointerType === 'touch' || !host.mayMove()) return;
    const element = event.target instanceof Element ? event.target : null;
    const head = element?.closest('[data-cluster-head]');
    const area = head?.closest<HTMLElement>('[data-cluster]');
    if (!area || element?.closest('button, a')) return;
    event.preventDefault();
    const fromX = Number(area.dataset.x);
    const fromY = Number(area.dataset.y);
    carried = {
      area,
      pointerId: event.pointerId,
      startX: event.clientX,
      startY: event.clientY,
      fromX,
      fromY,
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
      if (Math.hypot(dx, dy) < LIFT_PX) return;
      carried.lifted = true;
      carried.area.dataset.carried = '';
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
  const cancel = () => finish(false);
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && carried?.lifted) finish(false);
  };

  function finish(keep: boolean): void {
    if (carried === null) return;
    const { area, lifted, x, y } = carried;
    carried = null;
    if (!lifted) return;
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
  return () => {
    finish(false);
    root.removeEventListener('pointerdown', down);
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', up);
    window.removeEventListener('pointercancel', cancel);
    window.removeEventListener('keydown', key);
  };
}
