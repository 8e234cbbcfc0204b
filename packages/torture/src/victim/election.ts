/**
 * A vote in which everybody has an item of their own and gives it one dot more each time. So
 * whoever looks at a tally or at a ballot afterwards sees how far each of them had come, and
 * whether that is what they had been told.
 */
import { randomUUID } from 'node:crypto';
import { type Client, openClient } from '@tavolo/server/http/testing/test-client';

/** What the first voter gives, and then looks on: to read that ballot one waits for no other. */
const FIRST_DOTS = 2;
/** More than a round may be told without (rule V6). */
const VOTERS = 6;
const MOST_DOTS = 50;

interface Voter {
  readonly cookie: string;
  readonly item: string;
  /** The most dots that were answered for, and that were on their way. */
  acknowledged: number;
  sent: number;
}

/** What was found after a restart. */
export interface Verdict {
  readonly is: 'open' | 'closed';
  /** Voters whose dots are fewer than they had been told, or more than they had given. */
  readonly wrong: number;
  /** Its close had been acknowledged, and it is open. */
  readonly undone: boolean;
}

export class Election {
  readonly #workshopId: string;
  readonly #owner: string;
  readonly #voters: readonly Voter[];
  #roundId = '';
  #isClosed = false;

  private constructor(workshopId: string, owner: string, voters: readonly Voter[]) {
    this.#workshopId = workshopId;
    this.#owner = owner;
    this.#voters = voters;
  }

  static async hold(url: string): Promise<Election> {
    const owner = openClient(url);
    const made = await owner.post('/api/workshops', { title: 'Voto', language: 'it' });
    const { workshopId, joinCode } = made.json as { workshopId: string; joinCode: string };
    const voters: Voter[] = [];
    for (let n = 0; n < VOTERS; n += 1) {
      const client = openClient(url);
      await client.post('/api/join', { code: joinCode, name: '', language: 'it' });
      voters.push({ cookie: client.cookie ?? '', item: randomUUID(), acknowledged: 0, sent: 0 });
    }
    const election = new Election(workshopId, owner.cookie ?? '', voters);
    await election.#order(url, { type: 'moveToPhase', phase: 'cluster', afterS: 0 });
    for (const { item: clusterId } of voters) {
      const more = { themeId: null, name: 'Gruppo', question: '', x: 0, y: 0 };
      await election.#order(url, { type: 'createCluster', clusterId, ...more });
    }
    await election.#order(url, { type: 'moveToPhase', phase: 'prioritise', afterS: 0 });
    return election;
  }

  /** Ends the round that is open, if there is one, and begins another. */
  async begin(url: string): Promise<void> {
    if (this.#roundId !== '' && !this.#isClosed) await this.close(url);
    this.#roundId = randomUUID();
    this.#isClosed = false;
    for (const voter of this.#voters) Object.assign(voter, { acknowledged: 0, sent: 0 });
    const items = this.#voters.map(({ item }) => item);
    const dots = { dotsPerSeat: MOST_DOTS, capPerItem: MOST_DOTS };
    const rest = { over: 'clusters', remote: false, openLink: false, closesAt: null };
    await this.#order(url, { type: 'openRound', roundId: this.#roundId, items, ...dots, ...rest });
  }

  /** Everybody votes until the round, the server or the disk says no. Resolves when all have stopped. */
  async vote(url: string): Promise<void> {
    await Promise.all(this.#voters.map((voter) => this.#voteOn(url, voter)));
  }

  get haveAllVoted(): boolean {
    return this.#voters.every(({ acknowledged }) => acknowledged >= FIRST_DOTS);
  }

  /** Dots of the first voter, while the round is open. */
  async firstDots(url: string): Promise<number> {
    const [first] = this.#voters;
    return first === undefined ? 0 : this.#ownDots(url, first);
  }

  /** Whether it was acknowledged. */
  async close(url: string): Promise<boolean> {
    const status = await this.#ask(url, this.#owner, {
      type: 'closeRound',
      roundId: this.#roundId,
    });
    this.#isClosed ||= status === 200;
    return status === 200;
  }

  /** After a restart. */
  async judge(url: string): Promise<Verdict> {
    const { text, json } = await this.#client(url, this.#owner).get(this.#path('/results'));
    const { rounds } = json as {
      rounds?: readonly {
        readonly id: string;
        readonly result: { readonly ranking: readonly { item: string; dots: number }[] };
      }[];
    };
    if (rounds === undefined) throw new Error(text);
    const closed = rounds.find(({ id }) => id === this.#roundId);
    const counted = new Map(closed?.result.ranking.map(({ item, dots }) => [item, dots]));
    let wrong = 0;
    for (const voter of this.#voters) {
      const n =
        closed === undefined ? await this.#ownDots(url, voter) : (counted.get(voter.item) ?? 0);
      if (n < voter.acknowledged || n > voter.sent) wrong += 1;
    }
    const undone = closed === undefined && this.#isClosed;
    this.#isClosed = closed !== undefined;
    return { is: closed === undefined ? 'open' : 'closed', wrong, undone };
  }

  async #ownDots(url: string, { cookie, item }: Voter): Promise<number> {
    const { text, json } = await this.#client(url, cookie).get(this.#path('/ballot'));
    const { ballot } = json as {
      ballot?: { readonly dots: readonly { item: string; n: number }[] } | null;
    };
    if (ballot === undefined) throw new Error(text);
    return ballot?.dots.find((each) => each.item === item)?.n ?? 0;
  }

  async #voteOn(url: string, voter: Voter): Promise<void> {
    const most = voter === this.#voters[0] ? FIRST_DOTS : MOST_DOTS;
    while (voter.sent < most) {
      const n = voter.sent + 1;
      const { item } = voter;
      voter.sent = n;
      const order = { type: 'setDots', roundId: this.#roundId, item, n, version: n };
      const status = await this.#ask(url, voter.cookie, order);
      if (status !== 200) return;
      voter.acknowledged = n;
    }
  }

  async #order(url: string, body: object): Promise<void> {
    const status = await this.#ask(url, this.#owner, body);
    if (status !== 200) throw new Error(`${JSON.stringify(body)}: ${status}`);
  }

  /** Null where no answer came: the server is gone. */
  async #ask(url: string, cookie: string, body: object): Promise<number | null> {
    const command = { cmdId: randomUUID(), ...body };
    try {
      return (await this.#client(url, cookie).post(this.#path('/commands'), command)).status;
    } catch (error) {
      // What `fetch` throws where a connection ends.
      if (error instanceof TypeError) return null;
      throw error;
    }
  }

  #client(url: string, cookie: string): Client {
    return openClient(url, { cookie });
  }

  #path(rest: string): string {
    return `/api/workshops/${this.#workshopId}${rest}`;
  }
}
