/** A promise that was not kept, found by the simulation. */
export type PromiseName = 'P1' | 'P2' | 'P3' | 'P4' | 'rest' | 'told' | 'kept' | 'crash';

export class Broken extends Error {
  override readonly name = 'Broken';
  readonly promise: PromiseName;

  constructor(promise: PromiseName, what: string, options?: ErrorOptions) {
    super(`${promise}: ${what}`, options);
    this.promise = promise;
  }
}
