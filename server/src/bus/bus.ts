/**
 * The doorbell between the parts of a node, and between nodes. What it says may be lost, late
 * or doubled: the log is the truth, and whoever hears it reads from there. What is nowhere
 * else (who is here, who points where) is said again and again, and forgotten when it is not.
 * Every implementation passes `bus.contract.ts`.
 */
import type { SeatId, WorkshopId } from '@tavolo/model';

/** About one workshop: heard by the nodes that follow it. */
export type WorkshopMessage =
  /** Its log has reached this number. */
  | { readonly is: 'decided'; readonly workshopId: WorkshopId; readonly seq: number }
  /** The log of one of its texts has reached this number. */
  | {
      readonly is: 'written';
      readonly workshopId: WorkshopId;
      readonly document: string;
      readonly n: number;
    }
  /** A seat's ballot has changed. */
  | { readonly is: 'voted'; readonly workshopId: WorkshopId; readonly seatId: SeatId }
  /** What stands beside its log (join code, restore) has changed: look again. */
  | { readonly is: 'renewed'; readonly workshopId: WorkshopId }
  /** All seats with an open tab on the node that says it. */
  | { readonly is: 'here'; readonly workshopId: WorkshopId; readonly seatIds: readonly SeatId[] }
  /** Somebody new wants to know who is here, and who points where. */
  | { readonly is: 'who'; readonly workshopId: WorkshopId }
  /** Lines of presence as they go to people, base64 each; `people`: the node's connections to the document. */
  | {
      readonly is: 'pointing';
      readonly workshopId: WorkshopId;
      readonly document: string;
      readonly people: number;
      readonly lines: readonly string[];
    }
  /** One session of a seat is over. */
  | {
      readonly is: 'left';
      readonly workshopId: WorkshopId;
      readonly seatId: SeatId;
      readonly tokenHash: string;
    };

/** Heard by every node. */
export type InstallationMessage =
  /** A browser's token was changed: its open connections go on under the new one. */
  { readonly is: 'rotated'; readonly tokenHash: string; readonly nextTokenHash: string };

export type Message = WorkshopMessage | InstallationMessage;

/** `from`: the node that said it, as in `Bus.node`. */
export type Heard = (message: Message, from: string) => void;

export interface BusStatus {
  /** Other nodes hear us and we hear them. False while the service between them is gone. */
  readonly well: boolean;
}

export interface Bus {
  /** This node's name: random, new at every start. */
  readonly node: string;
  /** Other nodes may be there. False for the doorbell of a single node. */
  readonly isShared: boolean;
  readonly status: BusStatus;
  /** Told when `status` changes; returns the way to stop. */
  subscribe(listener: (status: BusStatus) => void): () => void;
  /** For everybody, the sayer included, who hears it first. Never throws: a lost message is not an error. */
  tell(message: Message): void;
  /**
   * Hears a workshop's messages of other nodes until the result is called. Those of this node
   * are heard without it. Resolves once nothing said from then on is missed, or the service is gone.
   */
  follow(workshopId: WorkshopId): { readonly ready: Promise<void>; readonly stop: () => void };
  /** Hears whatever this node is told; returns the way to stop. */
  listen(heard: Heard): () => void;
  /** May be called twice. */
  close(): Promise<void>;
}
