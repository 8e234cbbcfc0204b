/**
 * A mark in the words of a change: which node it was sent to, and when. It can be found in a frame
 * without reading the document, so that a few processes can look on for thousands of people.
 */

/** No need of ours has it; what stands behind it is all digits. */
const SIGN = '~@';
const NODE_DIGITS = 1;
const TIME_DIGITS = 16;
const MARK_LENGTH = SIGN.length + NODE_DIGITS + TIME_DIGITS;
const SIGN_BYTES = Buffer.from(SIGN);
const ZERO = 0x30;

/** One clock for all processes of this computer, in microseconds. */
export function micros(): number {
  return Math.round((performance.timeOrigin + performance.now()) * 1_000);
}

export function markOf(node: number, at: number): string {
  return `${SIGN}${node}${String(at).padStart(TIME_DIGITS, '0')}`;
}

/** Tells of every mark in a frame. */
export function readMarks(frame: Buffer, found: (node: number, at: number) => void): void {
  for (let from = 0; ; ) {
    const start = frame.indexOf(SIGN_BYTES, from);
    if (start === -1 || start + MARK_LENGTH > frame.length) return;
    const node = (frame[start + SIGN.length] ?? 0) - ZERO;
    let at = 0;
    const end = start + MARK_LENGTH;
    for (let place = start + SIGN.length + NODE_DIGITS; place < end; place += 1) {
      at = at * 10 + (frame[place] ?? 0) - ZERO;
    }
    found(node, at);
    from = end;
  }
}
