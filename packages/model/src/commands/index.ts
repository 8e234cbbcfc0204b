/**
 * All commands. A new one is its file and its line here; the wire schema, the refusal
 * checks and the API description follow from it.
 */
import * as z from 'zod/mini';
import { ASK_SERVER, type AskServer, type Context, isAskServer, type Outcome } from '../decide.ts';
import { type CommandId, UUID } from '../ids.ts';
import type { Actor } from '../people.ts';
import { isRefusal, refuse } from '../refusal.ts';
import type { Workshop } from '../workshop.ts';
import { admitSeat } from './admit-seat.ts';
import { approveCard } from './approve-card.ts';
import { assignCluster } from './assign-cluster.ts';
import { assignEvenly } from './assign-evenly.ts';
import { assignTable } from './assign-table.ts';
import { cancelMove } from './cancel-move.ts';
import { closeDueRound, closeRound } from './close-round.ts';
import { closeWorkshop } from './close-workshop.ts';
import { completeMove } from './complete-move.ts';
import { createCluster } from './create-cluster.ts';
import { createProposal } from './create-proposal.ts';
import { createTable } from './create-table.ts';
import { createTheme } from './create-theme.ts';
import { editCard } from './edit-card.ts';
import { editProposalField } from './edit-proposal-field.ts';
import { editWorkshop } from './edit-workshop.ts';
import { enterHands } from './enter-hands.ts';
import { expelSeat } from './expel-seat.ts';
import { fillDemonstration } from './fill-demonstration.ts';
import { joinTable } from './join-table.ts';
import { mergeCards } from './merge-cards.ts';
import { moveCluster } from './move-cluster.ts';
import { moveToPhase } from './move-to-phase.ts';
import { openRound } from './open-round.ts';
import { openWorkshop } from './open-workshop.ts';
import { placeCard } from './place-card.ts';
import { proposeAmendment } from './propose-amendment.ts';
import { removeCluster } from './remove-cluster.ts';
import { renameCluster } from './rename-cluster.ts';
import { renameTable } from './rename-table.ts';
import { renameTheme } from './rename-theme.ts';
import { reopenWorkshop } from './reopen-workshop.ts';
import { restoreCard } from './restore-card.ts';
import { revealCards } from './reveal-cards.ts';
import { setDots } from './set-dots.ts';
import { setLock } from './set-lock.ts';
import { setPhases } from './set-phases.ts';
import { setRole } from './set-role.ts';
import { setSpotlight } from './set-spotlight.ts';
import { setLink, setPause, setSelfSeating, setWaitingRoom } from './set-switches.ts';
import { setTimer } from './set-timer.ts';
import { lowerHand, raiseHand, setReady } from './signals.ts';
import { takeSeat } from './take-seat.ts';
import { unmergeCards } from './unmerge-cards.ts';
import { withdrawCard } from './withdraw-card.ts';
import { writeCard } from './write-card.ts';

/** Commands that people send, over HTTP or socket.io. */
export const COMMANDS = {
  setRole,
  editWorkshop,
  closeWorkshop,
  reopenWorkshop,
  createTheme,
  renameTheme,
  writeCard,
  editCard,
  withdrawCard,
  restoreCard,
  approveCard,
  revealCards,
  createCluster,
  renameCluster,
  moveCluster,
  removeCluster,
  placeCard,
  mergeCards,
  unmergeCards,
  moveToPhase,
  cancelMove,
  setTimer,
  setLock,
  openRound,
  setDots,
  enterHands,
  closeRound,
  createTable,
  renameTable,
  assignTable,
  assignEvenly,
  joinTable,
  assignCluster,
  setPhases,
  setSelfSeating,
  setPause,
  setLink,
  setWaitingRoom,
  setSpotlight,
  setReady,
  raiseHand,
  lowerHand,
  admitSeat,
  expelSeat,
  createProposal,
  editProposalField,
  proposeAmendment,
} as const;

/** Commands that only the server gives itself. They never come over a wire. */
export const SERVER_COMMANDS = {
  openWorkshop,
  takeSeat,
  completeMove,
  closeDueRound,
  fillDemonstration,
} as const;

const ALL = { ...COMMANDS, ...SERVER_COMMANDS };

/** An empty strict object infers as Record<string, never>, which nothing else could be joined to. */
type PayloadOf<Definition> = Definition extends { payload: z.ZodMiniType<infer P> }
  ? string extends keyof P
    ? object
    : P
  : never;
type OrderOf<Definitions> = {
  [Type in keyof Definitions]: { readonly type: Type } & PayloadOf<Definitions[Type]>;
}[keyof Definitions];

export type CommandType = keyof typeof COMMANDS;
/** A command without its id: what somebody wants done. */
export type Order = OrderOf<typeof COMMANDS>;
/** A command as people send it. */
export type Command = Order & { readonly cmdId: CommandId };
export type ServerOrder = OrderOf<typeof SERVER_COMMANDS>;
export type AnyOrder = Order | ServerOrder;

export const COMMAND_TYPES = Object.keys(COMMANDS) as CommandType[];

export function isCommandType(type: unknown): type is CommandType {
  return typeof type === 'string' && Object.hasOwn(COMMANDS, type);
}

const envelope = z.object({ cmdId: z.string().check(z.regex(UUID)), type: z.string() });

/** What came over a wire, parsed at the door. */
export type ParsedCommand =
  | { readonly ok: true; readonly command: Command }
  | { readonly ok: false; readonly why: 'malformed' | 'unknown-command'; readonly path: string };

/** Parses a command from the wire: `{cmdId, type, …payload}`. Strict: an unknown field is malformed. */
export function parseCommand(value: unknown): ParsedCommand {
  const outer = envelope.safeParse(value);
  if (!outer.success) return malformed(outer.error);
  const { cmdId, type, ...payload } = value as Record<string, unknown>;
  if (!isCommandType(type)) return { ok: false, why: 'unknown-command', path: 'type' };
  const inner = COMMANDS[type].payload.safeParse(payload);
  if (!inner.success) return malformed(inner.error);
  // The payload was checked against the schema of this very type.
  return { ok: true, command: { ...inner.data, cmdId, type } as unknown as Command };
}

function malformed(error: { issues: readonly { path: PropertyKey[] }[] }): ParsedCommand {
  return { ok: false, why: 'malformed', path: (error.issues[0]?.path ?? []).map(String).join('.') };
}

/** Decides any command or server order on a state. Extra envelope fields are ignored. */
export function decide(state: Workshop, actor: Actor, order: AnyOrder, context: Context): Outcome {
  if (state.id === null && order.type !== 'openWorkshop') return refuse('unknown-workshop', 'W2');
  const { type, ...payload } = order;
  // The registry pairs each type with its payload; the compiler cannot follow that through the index.
  const definition = ALL[type] as {
    decide: (state: Workshop, actor: Actor, payload: unknown, context: Context) => Outcome;
  };
  return definition.decide(state, actor, payload, context);
}

export { ASK_SERVER, type AskServer, isAskServer, isRefusal };
