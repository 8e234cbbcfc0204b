/** What every WebSocket server of ours is opened with, that of the live channel too. */
import type { ServerOptions } from 'ws';
import type { Limits } from './limits.ts';

export function socketBounds({ fragments, deflate, goodbyeMs }: Limits): ServerOptions {
  // Two of them are newer than the types.
  const bounds = {
    perMessageDeflate: deflate,
    maxFragments: fragments,
    // By hand, under an allowance: a peer that asks and never reads would pile up answers.
    autoPong: false,
    closeTimeout: goodbyeMs,
  };
  return bounds;
}
