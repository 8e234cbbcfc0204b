/** What a person does at a page: presses, types, opens a text. */
import { mayWriteSheet } from '@tavolo/model';
import type { Seeded } from '../seeded.ts';
import { orderOf, someOrder } from './orders.ts';
import type { Page } from './page.ts';
import { Erased, someTyping, wordOf } from './typing.ts';
import type { World } from './world.ts';

export class Hands {
  readonly erased = new Erased();
  readonly #world: World;
  readonly #random: Seeded;
  #words = 0;

  constructor(world: World, random: Seeded) {
    this.#world = world;
    this.#random = random;
  }

  async act(page: Page): Promise<string> {
    const { opening } = page.room.get();
    if (opening.is === 'failed') await this.as(page, () => page.room.retry());
    if (opening.is !== 'ready') return opening.is;
    let line = '-';
    await this.as(page, () => {
      // What the page greys out nobody presses, as a rule.
      for (let tries = 0; tries < 5; tries += 1) {
        const order = someOrder(this.#wanting(page));
        if (order === null) continue;
        const isRefused = page.room.send(order) !== null;
        line = `${order.type} ${isRefused ? 'no' : ''}`;
        if (!isRefused) return;
      }
    });
    return line;
  }

  async does(page: Page, type: Parameters<typeof orderOf>[0]): Promise<void> {
    const order = orderOf(type, this.#wanting(page));
    if (order === null) return;
    await this.as(page, () => page.room.send(order));
  }

  async type(page: Page): Promise<string> {
    if (page.sheets.size === 0) return '-';
    const [proposalId, sheet] = this.#random.pick([...page.sheets]);
    const { shown, readOnly } = sheet.shared.get();
    const { me, workshop } = page.room.get();
    const proposal = workshop.proposals.get(proposalId);
    if (shown === null || readOnly || me === null || proposal === undefined) return 'shut';
    // A hand may be quicker than the news that it may not.
    if (mayWriteSheet(workshop, me, proposal) !== true && this.#random.below(10) > 0) return 'no';
    let line = '';
    await this.as(page, () => {
      const newWord = () => {
        this.#words += 1;
        return wordOf(this.#words);
      };
      const typed = someTyping(shown.doc, this.#random, newWord, this.erased);
      if (typed.written !== null) sheet.typed.add(typed.written);
      line = typed.written ?? 'edit';
    });
    return line;
  }

  async openSheet(page: Page): Promise<string> {
    const { workshop, waiting } = page.room.get();
    // The page opens no text of a proposal that is not on the server yet.
    const known = [...workshop.proposals.keys()].filter((id) => !waiting.has(id));
    if (known.length === 0) return '-';
    const proposalId = this.#random.pick(known);
    await this.as(page, () => page.openSheet(proposalId));
    return '';
  }

  #wanting(page: Page) {
    return {
      workshop: page.room.get().workshop,
      random: this.#random,
      newWords: () => this.#world.canaries.next(),
    };
  }

  /** In a turn of the page. */
  as(page: Page, act: () => unknown): Promise<void> {
    return this.#world.time.enter(page.owner, () => void act());
  }
}
