/**
 * One person's device without a browser: a cookie of its own and the page's own connection
 * code. It can be reloaded and lose its lines, and tells a journal all that the server answers.
 */
import type { Live, LiveEvents } from '@tavolo/client/connection/live';
import type { Room, RoomState } from '@tavolo/client/state/contract';
import { openRoomElsewhere } from '@tavolo/client/state/room-elsewhere';
import type { Command, Phase, SeatId } from '@tavolo/model';
import type { Answer } from '@tavolo/protocol';
import { WebSocket } from 'ws';
import type { Doc } from 'yjs';

/** Hears every answer of the server, and how long it took. */
export interface Hears {
  hear(seatId: SeatId, commands: readonly Command[], answers: readonly Answer[], ms: number): void;
}

const PATIENCE_MS = 30_000;
/** Somebody who has pressed as often as this in one afternoon goes home. */
const MOST_PRESSES = 5;

export class Phone {
  readonly name: string;
  readonly #origin: string;
  readonly #journal: Hears | null;
  readonly #sockets = new Set<WebSocket>();
  #cookie = '';
  #workshopId = '';
  #room: Room | null = null;
  #live: Live | null = null;
  #pressed = 0;
  board: Doc | null = null;

  constructor(origin: string, name: string, journal: Hears | null = null) {
    this.#origin = origin;
    this.name = name;
    this.#journal = journal;
  }

  get room(): Room {
    if (this.#room === null) throw new Error(`${this.name} has no page open`);
    return this.#room;
  }

  /** How often their page could not be opened and was asked again. */
  get pressed(): number {
    return this.#pressed;
  }

  get seatId(): SeatId {
    const { me } = this.room.get();
    if (me === null) throw new Error(`${this.name} has no seat`);
    return me.id;
  }

  /** Null while the page is being loaded. */
  get phase(): Phase | null {
    const shown = this.#room?.get();
    return shown?.opening.is === 'ready' ? shown.workshop.phase : null;
  }

  get headers(): Record<string, string> {
    return { origin: this.#origin, cookie: this.#cookie };
  }

  async ask<T>(path: string, body?: unknown): Promise<T> {
    const init =
      body === undefined
        ? { headers: this.headers }
        : {
            method: 'POST',
            headers: { ...this.headers, 'content-type': 'application/json' },
            body: JSON.stringify(body),
          };
    const response = await fetch(`${this.#origin}${path}`, {
      ...init,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const [cookie] = response.headers.getSetCookie();
    if (cookie !== undefined) this.#cookie = cookie.split(';')[0] ?? '';
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Goes on with a session that was begun elsewhere. */
  takes(cookie: string): this {
    this.#cookie = cookie;
    return this;
  }

  /** The class that documents are dialled with. */
  get Socket(): typeof globalThis.WebSocket {
    const { headers } = this;
    const sockets = this.#sockets;
    class Dialled extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols ?? [], { headers });
        sockets.add(this);
        this.once('close', () => sockets.delete(this));
      }
    }
    // ws has all of the browser's class that y-websocket uses.
    return Dialled as unknown as typeof globalThis.WebSocket;
  }

  async open(workshopId: string): Promise<void> {
    this.#workshopId = workshopId;
    this.#room = openRoomElsewhere(workshopId, {
      origin: this.#origin,
      headers: this.headers,
      Socket: this.Socket,
      listen: {
        board: (events) => ({
          ...events,
          show: (doc, epoch, synced) => {
            this.board = doc;
            events.show(doc, epoch, synced);
          },
        }),
        live: (open, events) => this.#listened(open, events),
      },
    });
    await this.#opens();
  }

  /** A page that could not be opened says so, and has a button to try again: people press it. */
  async #opens(): Promise<void> {
    for (;;) {
      await this.sees(({ opening }) => opening.is !== 'opening', 'the page opens');
      const { opening } = this.room.get();
      if (opening.is === 'ready') return;
      if (opening.is !== 'failed' || this.#pressed === MOST_PRESSES) {
        throw new Error(`${this.name}: ${JSON.stringify(opening)}`);
      }
      this.#pressed += 1;
      this.room.retry();
      await this.sees((state) => state.opening !== opening, 'the page tries again');
    }
  }

  #listened(open: (events: LiveEvents) => Live, events: LiveEvents): Live {
    const live = open(events);
    const heard: Live = {
      ...live,
      send: (commands, answered) => {
        const { seatId } = this;
        const from = performance.now();
        return live.send(commands, (answers) => {
          this.#journal?.hear(seatId, commands, answers, performance.now() - from);
          answered(answers);
        });
      },
    };
    this.#live = heard;
    return heard;
  }

  /** What the page shows came to hold; or it did not, in half a minute. */
  sees(holds: (state: RoomState) => boolean, what: string, ms = PATIENCE_MS): Promise<void> {
    const { room } = this;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        leave();
        const { opening, saving } = room.get();
        reject(new Error(`${this.name}: ${what}: ${JSON.stringify({ opening, saving })}`));
      }, ms);
      const look = () => {
        if (!holds(room.get())) return;
        clearTimeout(late);
        leave();
        resolve();
      };
      const leave = room.subscribe(look);
      look();
    });
  }

  saved(): Promise<void> {
    return this.sees(({ saving }) => saving.is === 'saved', 'everything is saved');
  }

  async reload(): Promise<void> {
    await this.saved();
    this.close();
    await this.open(this.#workshopId);
  }

  /** The venue's network goes for a moment: both lines are lost and dialled anew. */
  lose(): void {
    for (const socket of this.#sockets) socket.terminate();
    this.#live?.redial();
  }

  close(): void {
    this.#room?.close();
    this.#room = null;
    this.board = null;
  }
}
