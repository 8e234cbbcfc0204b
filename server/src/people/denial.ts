/**
 * What the door says no to, before any workshop decides: a wrong code, a used link, a rate.
 * Returned, never thrown; `http` finds the sentence and the status.
 */
import type { Refusal, RefusalKind } from '@tavolo/model';
import type { DoorRefusal } from '@tavolo/protocol';

export interface Denial {
  readonly denied: true;
  readonly kind: DoorRefusal | RefusalKind;
  /** Number of the model's rule; `door` where it is the door's own. */
  readonly rule: string;
  readonly params?: Readonly<Record<string, string | number>>;
  /** Milliseconds until a try makes sense. */
  readonly retryAfter?: number;
}

export function deny(kind: DoorRefusal, more: Pick<Denial, 'params' | 'retryAfter'> = {}): Denial {
  return { denied: true, kind, rule: 'door', ...more };
}

/** A wait, told in whole seconds. */
export function denyFor(waitMs: number): Denial {
  return deny('too-many', {
    params: { seconds: Math.ceil(waitMs / 1000) },
    retryAfter: Math.ceil(waitMs),
  });
}

/** A refusal of the model, passed on as it is. */
export function denialOf(refusal: Refusal): Denial {
  const { kind, rule, params } = refusal;
  return params === undefined ? { denied: true, kind, rule } : { denied: true, kind, rule, params };
}

export function isDenial(value: object): value is Denial {
  return 'denied' in value;
}
