/** Bodies of the HTTP interface; `/api/openapi.json` is generated from these. */
import {
  type Amendment,
  AUDIENCES,
  type Ballot,
  type BoardCard,
  type CardId,
  type Cluster,
  type CostSummary,
  LANGUAGES,
  type Place,
  type Proposal,
  type Round,
  SEAT_KINDS,
  TEMPLATE_IDS,
  type Theme,
  UUID,
  type WorkshopMeta,
  type WorkTable,
} from '@tavolo/model';
import * as z from 'zod/mini';

const shortText = z.string().check(z.maxLength(10_000));

export const WORKSHOP_TEMPLATES = ['welfare', 'blank', ...TEMPLATE_IDS] as const;

export const createWorkshopBody = z.strictObject({
  title: shortText,
  language: z.enum(LANGUAGES),
  /** `welfare` starts with eight themes, `blank` with none, the others with themes and a plan. */
  template: z.optional(z.enum(WORKSHOP_TEMPLATES)),
  /** An earlier workshop that you lead: its challenge, themes, plan and tables, without people and cards. */
  copyOf: z.optional(z.string().check(z.regex(UUID))),
  challenge: z.optional(shortText),
  audience: z.optional(z.enum(AUDIENCES)),
  /** The facilitator's shown name. */
  name: z.optional(shortText),
  /** The operator's code, where creating is not open to anyone. */
  operatorCode: z.optional(shortText),
});
export type CreateWorkshopBody = z.infer<typeof createWorkshopBody>;

export interface CreatedWorkshop {
  readonly workshopId: string;
  readonly joinCode: string;
  readonly joinUrl: string;
  readonly ownerRecoveryUrl: string;
}

/** `POST /api/workshops/:id/recovery`, for the owner: the old link is worth nothing from now on. */
export interface RenewedRecovery {
  readonly ownerRecoveryUrl: string;
}

/** `POST /api/workshops/:id/code`, for who leads: the old code lets nobody in from now on. */
export interface RenewedCode {
  readonly joinCode: string;
  readonly joinUrl: string;
}

export const joinBody = z.strictObject({
  code: shortText,
  name: z.optional(shortText),
  kind: z.optional(z.nullable(z.enum(SEAT_KINDS))),
  organisation: z.optional(z.nullable(shortText)),
  language: z.optional(z.enum(LANGUAGES)),
});
export type JoinBody = z.infer<typeof joinBody>;

export interface Joined {
  readonly workshopId: string;
  readonly seatId: string;
  readonly role: string;
}

export const leaveBody = z.strictObject({ workshopId: z.string().check(z.maxLength(64)) });
export type LeaveBody = z.infer<typeof leaveBody>;

/** `GET /api/join/:code`: what is behind a code, before taking a seat. */
export interface JoinPreview {
  readonly title: string;
  readonly closed: boolean;
  readonly demonstration: boolean;
  /** People with at least one open page there. */
  readonly present: number;
}

/** `GET /api/demonstration`, where this installation has one. */
export interface DemonstrationAnswer {
  readonly joinCode: string;
}

/** `GET /api/workshops/:id`: the workshop as this person may see it. */
export interface WorkshopAnswer {
  /** The board's number, as in its `meta.seq`. The log's own would tell when others save drafts. */
  readonly seq: number;
  readonly epoch: string;
  readonly joinCode: string;
  readonly workshop: WorkshopMeta;
  readonly seat: { readonly seatId: string; readonly role: string; readonly name: string };
  readonly themes: readonly Theme[];
  readonly clusters: readonly Cluster[];
  readonly places: readonly Place[];
  readonly cards: readonly BoardCard[];
  readonly tables: readonly WorkTable[];
  readonly proposals: readonly Proposal[];
  readonly amendments: readonly Amendment[];
  readonly rounds: readonly Round[];
}

/** `GET /api/workshops/:id/results`: the votes that are over, with their frozen rankings. */
export interface ResultsAnswer {
  /** The board's number. */
  readonly seq: number;
  readonly rounds: readonly Round[];
}

/** `GET /api/workshops/:id/ballot`: one's own, in the open round; null where none is open. */
export interface BallotAnswer {
  readonly ballot: Ballot | null;
}

/** `GET /api/workshops/:id/proposals` */
export interface ProposalsAnswer {
  /** The board's number. */
  readonly seq: number;
  readonly tables: readonly WorkTable[];
  /** Each with the needs it grew from, in order, the sums of its costs, and what is proposed to change in it. */
  readonly proposals: readonly (Proposal & {
    readonly needIds: readonly CardId[];
    readonly sums: CostSummary;
    readonly amendments: readonly Amendment[];
  })[];
}

/** `POST /api/workshops/:id/proposals/:proposalId/versions` */
export const textVersionBody = z.strictObject({ name: shortText });

export interface TextVersionLineAnswer {
  readonly number: number;
  /** Kept by name, at the end of a phase (`name` is the phase), or before a restore. */
  readonly kind: 'named' | 'phase' | 'before-restore';
  readonly name: string;
  readonly at: number;
}

/** `GET …/versions`, the newest first. */
export interface TextVersionsAnswer {
  readonly versions: readonly TextVersionLineAnswer[];
}

/** `GET …/versions/:number` */
export interface TextVersionAnswer extends TextVersionLineAnswer {
  /** One line for each paragraph, heading and item. */
  readonly text: string;
  readonly words: number;
  /** The whole of it as one Yjs update, in base64. */
  readonly update: string;
}
