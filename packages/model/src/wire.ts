/** Payload pieces that commands share. Shapes only: lengths and rules belong to `decide`. */
import * as z from 'zod/mini';
import type {
  AmendmentId,
  CardId,
  ClusterId,
  PlaceId,
  ProposalId,
  RoundId,
  SeatId,
  TableId,
  ThemeId,
  WorkshopId,
} from './ids.ts';
import { UUID } from './ids.ts';
import { LANGUAGES } from './languages.ts';
import { LIMITS } from './limits.ts';
import { PHASES } from './phases.ts';
import type { VotedId } from './votes.ts';

/** A branded id is a checked string: the brand exists for the compiler alone. */
function id<Id extends string>(): z.ZodMiniType<Id, string> {
  return z.string().check(z.regex(UUID)) as unknown as z.ZodMiniType<Id, string>;
}

export const cardId = id<CardId>();
export const clusterId = id<ClusterId>();
export const themeId = id<ThemeId>();
export const seatId = id<SeatId>();
export const placeId = id<PlaceId>();
export const tableId = id<TableId>();
export const proposalId = id<ProposalId>();
export const roundId = id<RoundId>();
/** What is voted on: a cluster or a proposal. */
export const votedId = id<VotedId>();
export const amendmentId = id<AmendmentId>();
export const workshopId = id<WorkshopId>();

/** Any text that fits a frame; `decide` says kindly what is empty or too long. */
export const text = z.string().check(z.maxLength(60_000));
export const language = z.enum(LANGUAGES);
export const phase = z.enum(PHASES);
export const coordinate = z.int().check(z.gte(-LIMITS.coordinate), z.lte(LIMITS.coordinate));
