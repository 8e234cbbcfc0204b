/**
 * Loaded before anything else into a node whose clock is to be off: every `Date` of the process
 * is so many milliseconds from the truth. Timers run as they do: it is the date that is wrong.
 */
const off = Number(process.env.TAVOLO_TORTURE_CLOCK_MS);
const Truth = Date;
const now = () => Truth.now() + off;

globalThis.Date = new Proxy(Truth, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new Truth(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
