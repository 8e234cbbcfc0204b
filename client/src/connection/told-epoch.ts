/** The reason of a close 4409: `{"epoch":"…"}`. */
export function toldEpoch(reason: string): string | null {
  try {
    const told: unknown = JSON.parse(reason);
    const epoch = (told as { epoch?: unknown } | null)?.epoch;
    return typeof epoch === 'string' ? epoch : null;
  } catch (error) {
    console.info('a close without an epoch', error);
    return null;
  }
}
