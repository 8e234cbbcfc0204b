/**
 * An expected "no". It is returned, never thrown; `i18n` has a sentence for every kind
 * in every language, `http` a status. `rule` is the number in RULES.md.
 */
export const REFUSAL_KINDS = [
  'unknown-workshop',
  'already-open',
  'closed',
  'no-seat',
  'wrong-role',
  'wrong-phase',
  'not-yours',
  'not-your-table',
  'unknown-card',
  'unknown-cluster',
  'unknown-theme',
  'unknown-seat',
  'unknown-table',
  'unknown-proposal',
  'unknown-offer',
  'id-taken',
  'text-empty',
  'text-too-long',
  'seat-quota',
  'workshop-quota',
  'late-quota',
  'cluster-quota',
  'theme-quota',
  'room-full',
  'table-quota',
  'proposal-quota',
  'amendment-quota',
  'list-too-long',
  'already-withdrawn',
  'not-withdrawn',
  'not-held',
  'consent-missing',
  'merge-with-itself',
  'already-merged',
  'not-merged',
  'same-phase',
  'no-move',
  'not-due',
  'nothing-to-reveal',
  'owner-stays',
  'not-a-demonstration',
  'locked',
  'no-timer',
  'unknown-round',
  'round-open',
  'round-closed',
  'round-quota',
  'not-in-round',
  'not-remote',
  'over-cap',
  'over-budget',
  'in-the-past',
  'too-far-ahead',
  'too-many-items',
  'too-many-dots',
  'too-many-hands',
  'too-many-minutes',
  'no-tables',
  'self-seating-off',
  'waiting',
  'link-closed',
] as const;
export type RefusalKind = (typeof REFUSAL_KINDS)[number];

export interface Refusal {
  readonly refused: true;
  readonly kind: RefusalKind;
  /** Rule number in RULES.md, such as `A2` or `C4`. */
  readonly rule: string;
  /** Values for the sentence, such as `{ limit: 2000, length: 2140 }`. */
  readonly params?: Readonly<Record<string, string | number>>;
}

export function refuse(
  kind: RefusalKind,
  rule: string,
  params?: Readonly<Record<string, string | number>>,
): Refusal {
  return params === undefined
    ? { refused: true, kind, rule }
    : { refused: true, kind, rule, params };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as Refusal).refused === true;
}
