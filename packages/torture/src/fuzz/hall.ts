/** A workshop on the program that is fuzzed, made over its own doors: people, a board, a text. */
import { textNameOf } from '@tavolo/documents';
import type { ClusterId, Order, ProposalId, TableId } from '@tavolo/model';
import { aNeed, anyId, asCommand } from '@tavolo/server/testing/venue';
import * as decoding from 'lib0/decoding';
import { dialRaw, rawFrame } from '../raw-socket.ts';

const PEOPLE = 12;

/** The program is gone, or gives nothing any more. */
export class NotGiven extends Error {
  override readonly name = 'NotGiven';
}

export interface Hall {
  readonly port: number;
  readonly origin: string;
  readonly workshopId: string;
  /** Who may write the text, and who may write nothing. */
  readonly writers: readonly string[];
  readonly observers: readonly string[];
  readonly paths: { readonly board: string; readonly text: string };
  /** The whole document as the program gives it to somebody new. */
  read(document: 'board' | 'text'): Promise<Uint8Array>;
}

export async function openHall(url: string): Promise<Hall> {
  const origin = new URL(url).origin;
  const port = Number(new URL(url).port);
  const owner = new Visitor(origin);
  const made = (await owner.post('/api/workshops', { title: 'Prova', language: 'it' })) as {
    readonly workshopId: string;
    readonly joinCode: string;
  };
  const { workshopId, joinCode } = made;
  const order = async (...orders: readonly Order[]): Promise<void> => {
    for (const each of orders) {
      await owner.post(`/api/workshops/${workshopId}/commands`, asCommand(each));
    }
  };
  const [tableId, proposalId, clusterId] = [
    anyId<TableId>(),
    anyId<ProposalId>(),
    anyId<ClusterId>(),
  ];
  await order(
    { type: 'moveToPhase', phase: 'listen', afterS: 0 },
    aNeed('Una panchina'),
    aNeed('Mamma è sola'),
    { type: 'createCluster', clusterId, name: 'Cura', question: '', themeId: null, x: 0, y: 0 },
    { type: 'moveToPhase', phase: 'tables', afterS: 0 },
    { type: 'createTable', tableId, name: 'Tavolo 1' },
    { type: 'createProposal', proposalId, tableId, clusterIds: [clusterId], title: 'Sportello' },
  );
  const [writers, observers]: [string[], string[]] = [[], []];
  for (let n = 0; n < PEOPLE; n += 1) {
    const person = new Visitor(origin);
    const { seatId } = (await person.post('/api/join', { code: joinCode })) as { seatId: never };
    if (n % 2 === 0) {
      await order({ type: 'assignTable', seatId, tableId });
      writers.push(person.cookie);
    } else {
      await order({ type: 'setRole', seatId, role: 'observer' });
      observers.push(person.cookie);
    }
  }
  const paths = {
    board: `/sync/${workshopId}/board`,
    text: `/sync/${workshopId}/${textNameOf(proposalId)}`,
  };
  return {
    port,
    origin,
    workshopId,
    writers,
    observers,
    paths,
    async read(document) {
      const raw = await dialRaw(port, paths[document], { origin, cookie: owner.cookie });
      raw.socket.write(rawFrame(2, Uint8Array.of(0, 0, 1, 0)));
      for (let frame = await raw.next(); frame !== null; frame = await raw.next()) {
        if (frame.opcode !== 2 || frame.payload[0] !== 0 || frame.payload[1] !== 1) continue;
        raw.socket.destroy();
        const decoder = decoding.createDecoder(frame.payload.subarray(2));
        return decoding.readVarUint8Array(decoder);
      }
      throw new NotGiven(`the ${document} was not given`);
    },
  };
}

/** A browser's memory of one cookie. */
class Visitor {
  readonly #origin: string;
  cookie = '';

  constructor(origin: string) {
    this.#origin = origin;
  }

  async post(path: string, body: unknown): Promise<unknown> {
    const answer = await fetch(this.#origin + path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', origin: this.#origin, cookie: this.cookie },
    });
    const set = answer.headers.get('set-cookie');
    if (set !== null) this.cookie = set.split(';')[0] ?? '';
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${text}`);
    return JSON.parse(text);
  }
}
