import type { CardId, ClusterId, PlaceId, SeatId, ThemeId } from './ids.ts';
import type { Language } from './languages.ts';

export const CARD_KINDS = ['need', 'offer'] as const;
export type CardKind = (typeof CARD_KINDS)[number];

/** draft: private to its author · held: waits for moderation · published: on the wall · withdrawn: in the bin. */
export const CARD_STATUSES = ['draft', 'held', 'published', 'withdrawn'] as const;
export type CardStatus = (typeof CARD_STATUSES)[number];

/**
 * Why a card is held: written for a phase that is over, waiting for review, kept for the
 * next round, no consent yet, or a third person is named.
 */
export const HOLD_REASONS = ['late', 'review', 'next-round', 'consent', 'third-person'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** How a need was taken down for somebody else (by an antenna). Never leaves the server in this form. */
export interface OnBehalf {
  readonly recordedByRole: string;
  readonly verbatim: boolean;
  readonly consent: boolean;
  readonly consentMethod: string | null;
  readonly contactBack: boolean;
}

/** What everybody in the workshop may read of a published card. This is the board's record. */
export interface BoardCard {
  readonly id: CardId;
  readonly kind: CardKind;
  /** 1 to 2,000 characters, NFC, no control characters but the line break. */
  readonly text: string;
  readonly language: Language;
  readonly themeId: ThemeId | null;
  readonly clusterId: ClusterId | null;
  /** Fractional key within the cluster (see `order.ts`); null in the "not placed" tray. */
  readonly order: string | null;
  /** The card this one was merged into; its text stays reachable there. */
  readonly mergedInto: CardId | null;
  /** The author's shown name, where the author chose to sign. */
  readonly signedAs: string | null;
  /** Where it came from, where showing that is safe. */
  readonly placeId: PlaceId | null;
  /** The workshop's pass in which it was written; one that is lower than the present is "from an earlier round". */
  readonly pass: number;
}

/** A card as the server knows it, or as `view` lets one person know it. */
export interface Card extends BoardCard {
  readonly status: CardStatus;
  readonly heldFor: HoldReason | null;
  /** What a withdrawn card was before. Unpublished ones stay unreadable for others, also in the bin. */
  readonly withdrawnFrom: Exclude<CardStatus, 'withdrawn'> | null;
  /** The author's seat. In somebody else's view: null. */
  readonly author: SeatId | null;
  readonly onBehalf: OnBehalf | null;
}

/** The board's part of a card; the only way from a Card to what everybody reads. */
export function boardCard(card: Card): BoardCard {
  return {
    id: card.id,
    kind: card.kind,
    text: card.text,
    language: card.language,
    themeId: card.themeId,
    clusterId: card.clusterId,
    order: card.order,
    mergedInto: card.mergedInto,
    signedAs: card.signedAs,
    placeId: card.placeId,
    pass: card.pass,
  };
}

/** The card as somebody other than its author sees it once it is published. */
export function cardFromBoard(card: BoardCard): Card {
  return {
    ...card,
    status: 'published',
    heldFor: null,
    withdrawnFrom: null,
    author: null,
    onBehalf: null,
  };
}
