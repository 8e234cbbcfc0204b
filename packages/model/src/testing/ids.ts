/** Readable ids for tests: `cardIdOf(3)` is the same UUID in every run. */
import type {
  AmendmentId,
  CardId,
  ClusterId,
  CommandId,
  PlaceId,
  ProposalId,
  RoundId,
  SeatId,
  TableId,
  ThemeId,
  WorkshopId,
} from '../ids.ts';

function numbered(family: number, n: number): string {
  return `00000000-0000-4000-8${family.toString(16).padStart(3, '0')}-${n.toString(16).padStart(12, '0')}`;
}

// A brand exists for the compiler alone; the strings are well-formed UUIDs.
export const workshopIdOf = (n: number) => numbered(1, n) as WorkshopId;
export const seatIdOf = (n: number) => numbered(2, n) as SeatId;
export const themeIdOf = (n: number) => numbered(3, n) as ThemeId;
export const clusterIdOf = (n: number) => numbered(4, n) as ClusterId;
export const cardIdOf = (n: number) => numbered(5, n) as CardId;
export const placeIdOf = (n: number) => numbered(6, n) as PlaceId;
export const commandIdOf = (n: number) => numbered(7, n) as CommandId;
export const tableIdOf = (n: number) => numbered(8, n) as TableId;
export const roundIdOf = (n: number) => numbered(11, n) as RoundId;
export const amendmentIdOf = (n: number) => numbered(10, n) as AmendmentId;
export const proposalIdOf = (n: number) => numbered(9, n) as ProposalId;
