/**
 * Parts that open on a press (panels, menus, dialogs) are not needed for the first look at
 * the wall: they come when the browser has time, so that they are there at once when they
 * are wanted, and also without a network. A load that fails is tried again until it works.
 */
import {
  type ComponentType,
  type LazyExoticComponent,
  lazy,
  type ReactNode,
  Suspense,
} from 'react';

/** Between two tries; a phone that has lost its network finds it again within seconds. */
const RETRY_MS = 2_000;
/** Browsers without idle callbacks wait this long after the page's own code. */
const NO_IDLE_MS = 1_500;

/** A part that is loaded when there is time. Draw it inside a `Later`. */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  let loading: Promise<ComponentType<Props>> | null = null;
  const once = () => {
    loading ??= untilLoaded(load);
    return loading;
  };
  whenIdle(() => void once());
  return lazy(async () => ({ default: await once() }));
}

/** Draws nothing until what is inside is there; the page around it goes on. */
export function Later({ children }: { readonly children: ReactNode }) {
  return <Suspense fallback={null}>{children}</Suspense>;
}

async function untilLoaded<Part>(load: () => Promise<Part>): Promise<Part> {
  for (;;) {
    try {
      return await load();
    } catch (error) {
      console.info('a part of the page is not there yet', error);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

function whenIdle(task: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(task);
  else setTimeout(task, NO_IDLE_MS);
}
