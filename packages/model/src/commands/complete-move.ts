import * as z from 'zod/mini';
import { defineCommand } from '../decide.ts';
import { refuse } from '../refusal.ts';
import { openRoundOf } from '../votes.ts';
import { enterPhase } from './move-to-phase.ts';

/** Takes an announced move into effect once it is due. Server only: any node's timer may ask, the second is refused. */
export const completeMove = defineCommand({
  type: 'completeMove',
  payload: z.strictObject({}),
  decide(state, actor, _payload, context) {
    if (actor.kind !== 'server') return refuse('wrong-role', 'P2');
    if (state.move === null || context.now < state.move.at) return refuse('not-due', 'P2');
    // Opened since it was announced: the vote goes on, and the move is taken back.
    if (openRoundOf(state) !== null) return [{ type: 'moveCancelled' }];
    return enterPhase(state, state.move.phase, context);
  },
});
