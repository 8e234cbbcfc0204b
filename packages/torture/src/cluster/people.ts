/** Everybody at one installation, dialling whatever node the balancer gives them. */
import { textNameOf } from '@tavolo/documents';
import type { Phone } from '@tavolo/e2e/room/phone';
import type { Seeded } from '../seeded.ts';
import type { Meeting } from '../victim/meeting.ts';
import { Conditions } from '../victim/until.ts';
import { changesField, type Done, type Hand, leads, PageHand, PostHand } from './hands.ts';
import type { Claims } from './ledger.ts';
import { TypingHand } from './typing-hand.ts';

export interface Numbers {
  /** Pages, the leader's among them. */
  readonly pages: number;
  readonly posting: number;
  readonly typing: number;
}

export class People {
  readonly heard: Conditions;
  readonly hands: readonly Hand[];
  /** Whose boards are looked at. */
  readonly phones: readonly Phone[];

  private constructor(hands: readonly Hand[], phones: readonly Phone[], heard: Conditions) {
    this.hands = hands;
    this.phones = phones;
    this.heard = heard;
  }

  /** At rest until they are told to begin. `meeting` has a cookie for each, but the leader. */
  static async gather(
    url: string,
    meeting: Meeting,
    numbers: Numbers,
    random: Seeded,
  ): Promise<People> {
    const { workshopId, proposalId, leader, cookies } = meeting;
    const heard = new Conditions();
    const how = { random, told: heard.tell };
    const left = [...cookies];
    const next = (kind: string, n: number) => ({ name: `${kind}${n}`, cookie: left.pop() ?? '' });
    const many = <Item>(count: number, make: (n: number) => Item) =>
      Array.from({ length: count }, (_, n) => make(n));
    const leading = leads(meeting, random.fork('places'));
    const pages = [
      new PageHand(url, { name: 'leader', cookie: leader }, leading, how),
      ...many(numbers.pages - 1, (n) => {
        const who = next('p', n);
        return new PageHand(url, who, changesField(meeting, who.name), how);
      }),
    ];
    const posting = many(numbers.posting, (n) => {
      const who = { ...next('h', n), workshopId };
      return new PostHand(url, who, changesField(meeting, who.name), how);
    });
    const typing = many(numbers.typing, (n) => new TypingHand(url, next('t', n), how));
    const hands: readonly Hand[] = [...pages, ...posting, ...typing];
    try {
      await Promise.all(pages.map(({ phone }) => phone.open(workshopId)));
      const document = textNameOf(proposalId);
      await Promise.all(typing.map((each) => each.open(workshopId, document)));
    } catch (error) {
      for (const hand of hands) hand.close();
      throw error;
    }
    const phones = [...pages, ...typing].map(({ phone }) => phone);
    return new People(hands, phones, heard);
  }

  get claims(): Claims {
    const of = (kind: Hand['kind']) =>
      this.hands
        .filter((hand) => hand.kind === kind)
        .flatMap(({ done }) => done.map(({ what }) => what));
    return { commands: of('command'), words: of('word') };
  }

  get done(): number {
    return this.hands.reduce((sum, { done }) => sum + done.length, 0);
  }

  get wrong(): readonly string[] {
    return this.hands.flatMap(({ name, wrong }) => wrong.map((what) => `${name}: ${what}`));
  }

  doneBetween(from: number, to: number): readonly Done[] {
    return this.hands.flatMap(({ done }) => done.filter(({ at }) => at >= from && at < to));
  }

  /** And done. */
  begunSince(from: number, kind: Hand['kind']): readonly Done[] {
    const hands = this.hands.filter((hand) => hand.kind === kind);
    return hands.flatMap(({ done }) => done.filter(({ begunAt }) => begunAt >= from));
  }

  work(): void {
    for (const hand of this.hands) hand.wake();
  }

  rest(): void {
    for (const hand of this.hands) hand.rest();
  }

  /** False where something has no answer in time. */
  settled(ms: number): Promise<boolean> {
    this.rest();
    return this.heard.within(ms, () => this.hands.every(({ isSettled }) => isSettled));
  }

  /**
   * How long after `from` everybody has been told that something is done which they began after
   * it (ms); at most `patienceMs`, which is then no answer but the end of waiting.
   */
  async backAfter(from: number, patienceMs: number): Promise<number> {
    const back = await this.heard.within(patienceMs, () => this.missing(from).length === 0);
    if (!back) return patienceMs;
    return Math.max(...this.hands.map(({ done }) => (firstSince(done, from)?.at ?? from) - from));
  }

  /** Those who are not back, for people who look for the reason. */
  missing(from: number): readonly string[] {
    return this.hands.filter(({ done }) => firstSince(done, from) === null).map(({ name }) => name);
  }

  close(): void {
    for (const hand of this.hands) hand.close();
  }
}

/** The first that was begun since then; they are in the order of their beginning. */
function firstSince(done: readonly Done[], from: number): Done | null {
  let first: Done | null = null;
  for (let at = done.length - 1; at >= 0; at -= 1) {
    const each = done[at];
    if (each === undefined || each.begunAt < from) break;
    first = each;
  }
  return first;
}
