import { useEffect, useState } from 'react';

/** Four times a second, so that a second never shows twice or is skipped. */
const TICK_MS = 250;

/** This device's time, kept true while `ticking`. */
export function useNow(ticking: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!ticking) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
