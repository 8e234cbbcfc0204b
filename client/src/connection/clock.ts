/** Time and frames, passed in so that tests can hold them. */
export interface Clock {
  /** This device's time, ms since the epoch. */
  now(): number;
  /** Runs once after `ms`; returns the way to call it off. */
  after(ms: number, run: () => void): () => void;
  /** Runs once before the next picture, or soon where the tab is hidden and draws none. */
  frame(run: () => void): () => void;
}

/** A hidden tab gets no frames; this often it still follows (a title, a count of unread). */
const HIDDEN_FRAME_MS = 100;

export const deviceClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  frame(run) {
    let frame = 0;
    const done = () => {
      cancel();
      run();
    };
    const timer = setTimeout(done, HIDDEN_FRAME_MS);
    const drawn = typeof requestAnimationFrame === 'function';
    const cancel = () => {
      clearTimeout(timer);
      if (drawn) cancelAnimationFrame(frame);
    };
    if (drawn) frame = requestAnimationFrame(done);
    return cancel;
  },
};
