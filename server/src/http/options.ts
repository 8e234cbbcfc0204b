/** What `app` brings to the HTTP side; no part behind these functions is known here. */
import type { WorkshopId } from '@tavolo/model';
import type { Logger } from 'pino';
import type { Allowances } from '../allowances.ts';
import type { Metrics } from '../metrics.ts';
import type { Visitor } from '../people/contract.ts';
import type { People } from '../people/people.ts';
import type { Storage } from '../storage/storage.ts';
import type { Texts } from '../texts/contract.ts';
import type { House, OpenWorkshop, Performed } from '../workshop/contract.ts';

export interface HttpOptions {
  readonly storage: Storage;
  readonly house: House;
  readonly texts: Texts;
  readonly people: People;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly allowances: Allowances;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** True where people come over https: HSTS. */
  readonly secure: boolean;
  /** The origin that people are told, without a slash at its end; known once the port is. */
  readonly baseUrl: () => string;
  /** Who is served /metrics (else programs on this computer alone): people in the room could read off it when somebody saves a draft. */
  readonly metricsFor?: 'this computer' | 'anyone';
  /** The built pages. */
  readonly clientFolder: string;
  /** People with at least one open page in a workshop. */
  readonly present: (workshopId: WorkshopId) => number;
  /** Whether other nodes are heard at once; true where there are none. */
  readonly hearsOthers: () => boolean;
  /** Puts the demonstration back to its start. */
  readonly resetDemonstration: (workshop: OpenWorkshop) => Promise<Performed>;
  /** The program is about to end: nothing new is begun. */
  readonly isEnding: () => boolean;
  /** A session has ended: its open connections are closed. */
  readonly hasLeft: (visitor: Visitor) => void;
}
