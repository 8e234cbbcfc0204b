/**
 * What part of the plane is on screen. d3-zoom turns wheel, pinch and drag into a
 * transform; it is written straight onto the elements, so that panning draws no React.
 */
import { select } from 'd3-selection';
import { type D3ZoomEvent, type ZoomBehavior, zoom, zoomIdentity } from 'd3-zoom';
import { fitting, type Rect } from './geometry.ts';

export interface View {
  /** The board's area on screen, in board units. */
  readonly area: Rect;
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

export const ZOOM = { least: 0.15, most: 2 } as const;
/** Below this, cards cannot be read: only titles and counts are drawn. */
export const FAR = 0.42;
/** One turn of the wheel in lines is about this many pixels. */
const LINE_PX = 16;
const DOT_PX = 26;
const EDGE = 700;
/** The bar at the bottom, with the air around it. */
const BAR_PX = 72;

export class Camera {
  #behaviour: ZoomBehavior<HTMLElement, unknown> | null = null;
  #viewport: HTMLElement | null = null;
  #view: View = { area: { x: 0, y: 0, width: 0, height: 0 }, k: 1, x: 0, y: 0 };
  readonly #listeners = new Set<() => void>();
  readonly #followers = new Set<HTMLElement>();
  #all: Rect | null = null;
  /** While a card is in the hand, a finger must not move the plane too. */
  locked = false;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly view = (): View => this.#view;

  /** Ties the camera to its window on the page; returns the way to stop. */
  attach(viewport: HTMLElement): () => void {
    const behaviour = zoom<HTMLElement, unknown>()
      .scaleExtent([ZOOM.least, ZOOM.most])
      .filter((event: Event) => this.#isPan(event))
      .on('zoom', (event: D3ZoomEvent<HTMLElement, unknown>) => this.#moved(event.transform));
    const selection = select(viewport).call(behaviour).on('dblclick.zoom', null);
    this.#behaviour = behaviour;
    this.#viewport = viewport;
    const wheel = (event: WheelEvent) => this.#wheel(event);
    viewport.addEventListener('wheel', wheel, { passive: false });
    // Focus on a card out of sight makes the browser scroll the window of the plane; the
    // camera moves instead, or what is seen and what is pointed at would differ.
    const scrolled = () => {
      const { scrollLeft, scrollTop } = viewport;
      if (scrollLeft === 0 && scrollTop === 0) return;
      viewport.scrollTo(0, 0);
      this.panBy(-scrollLeft, -scrollTop);
    };
    viewport.addEventListener('scroll', scrolled);
    const resized = new ResizeObserver(() => this.#moved(this.#view));
    resized.observe(viewport);
    return () => {
      resized.disconnect();
      viewport.removeEventListener('wheel', wheel);
      viewport.removeEventListener('scroll', scrolled);
      selection.on('.zoom', null);
      this.#behaviour = null;
      this.#viewport = null;
    };
  }

  /** An element that moves with the plane. */
  readonly follow = (element: HTMLElement | null): (() => void) | undefined => {
    if (element === null) return undefined;
    this.#followers.add(element);
    this.#draw(element);
    return () => this.#followers.delete(element);
  };

  /** From the page to the board. */
  toBoard(clientX: number, clientY: number): { x: number; y: number } {
    const box = this.#viewport?.getBoundingClientRect();
    const { k, x, y } = this.#view;
    return { x: (clientX - (box?.left ?? 0) - x) / k, y: (clientY - (box?.top ?? 0) - y) / k };
  }

  /** Pixels on screen; the plane follows the finger. */
  panBy(dx: number, dy: number): void {
    const { k } = this.#view;
    this.#call((behaviour, element) => behaviour.translateBy(select(element), dx / k, dy / k));
  }

  zoomBy(factor: number): void {
    this.#glide();
    this.#call((behaviour, element) => behaviour.scaleBy(select(element), factor));
  }

  /** Puts a board point at a place in the window. */
  place(x: number, y: number, k: number): void {
    this.#call((behaviour, element) =>
      behaviour.transform(select(element), zoomIdentity.translate(x, y).scale(k)),
    );
  }

  /** Shows the whole wall, above the bar at the bottom. */
  fit(): void {
    if (this.#viewport === null || this.#all === null) return;
    const { clientWidth: width, clientHeight } = this.#viewport;
    const height = Math.max(200, clientHeight - BAR_PX);
    const to = fitting(this.#all, { width, height }, { least: ZOOM.least, most: 1 });
    this.#glide();
    this.place(to.x, to.y, to.k);
  }

  /** Brings an area on screen if it is not. */
  show(rect: Rect): void {
    const { area, k } = this.#view;
    const inside =
      rect.x >= area.x &&
      rect.y >= area.y &&
      rect.x + rect.width <= area.x + area.width &&
      rect.y + Math.min(rect.height, area.height / 2) <= area.y + area.height;
    if (inside) return;
    this.#glide();
    this.place(DOT_PX - rect.x * k, DOT_PX - rect.y * k, k);
  }

  /** Keeps the way back: nobody can pan into the void. */
  bound(all: Rect | null): void {
    this.#all = all;
    if (this.#behaviour === null || all === null) return;
    this.#behaviour.translateExtent([
      [all.x - EDGE, all.y - EDGE],
      [all.x + all.width + EDGE, all.y + all.height + EDGE],
    ]);
  }

  #isPan(event: Event): boolean {
    if (this.locked) return false;
    if (event instanceof WheelEvent) return event.ctrlKey || event.metaKey;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest('button, a, input, textarea')) return false;
    // A finger pans from anywhere: a card is lifted by a long press.
    if (event.type === 'touchstart') return true;
    if (event instanceof MouseEvent && event.button === 1) return true;
    return !(event instanceof MouseEvent && event.button > 0) && !target?.closest('[data-grab]');
  }

  #wheel(event: WheelEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    const sideways = event.shiftKey && event.deltaX === 0;
    const dx = sideways ? event.deltaY : event.deltaX;
    const dy = sideways ? 0 : event.deltaY;
    this.panBy(-dx * unit, -dy * unit);
  }

  #moved({ k, x, y }: { readonly k: number; readonly x: number; readonly y: number }): void {
    const width = (this.#viewport?.clientWidth ?? 0) / k;
    const height = (this.#viewport?.clientHeight ?? 0) / k;
    this.#view = { k, x, y, area: { x: -x / k, y: -y / k, width, height } };
    for (const element of this.#followers) this.#draw(element);
    if (this.#viewport !== null) {
      this.#viewport.style.backgroundPosition = `${x}px ${y}px`;
      // Far away every second dot is left out, so that the table does not turn grey.
      const step = DOT_PX * k * (k < FAR ? 3 : 1);
      this.#viewport.style.backgroundSize = `${step}px ${step}px`;
    }
    for (const listener of this.#listeners) listener();
  }

  #draw(element: HTMLElement): void {
    const { k, x, y } = this.#view;
    element.style.transform = `translate(${x}px, ${y}px) scale(${k})`;
  }

  /** Steps made by a button are seen on their way; reduced motion sets the time to zero. */
  #glide(): void {
    for (const element of this.#followers) {
      element.dataset.gliding = '';
      element.addEventListener('transitionend', () => delete element.dataset.gliding, {
        once: true,
      });
    }
  }

  #call(
    action: (behaviour: ZoomBehavior<HTMLElement, unknown>, element: HTMLElement) => void,
  ): void {
    if (this.#behaviour !== null && this.#viewport !== null) {
      action(this.#behaviour, this.#viewport);
    }
  }
}
