/**
 * What the device says about its network. An open socket may take a minute to notice that
 * the network is gone; the device knows at once, and people should be told.
 */
export function watchNetwork(lost: () => void, back: () => void): () => void {
  if (typeof window === 'undefined') return () => undefined;
  window.addEventListener('offline', lost);
  window.addEventListener('online', back);
  return () => {
    window.removeEventListener('offline', lost);
    window.removeEventListener('online', back);
  };
}
