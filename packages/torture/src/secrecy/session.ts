/**
 * One workshop from its opening to its end, with people of every role who write, take back,
 * group, propose, come and go. Each step is told to the ledger, which knows the readers.
 */
import { randomUUID } from 'node:crypto';
import type { Order, Phase, Role } from '@tavolo/model';
import * as acts from './acts.ts';
import { isCovered } from './ledger.ts';
import { type Scene, until } from './scene.ts';

const COURSE: readonly Phase[] = [
  ...([
    'listen',
    'write',
    'share',
    'cluster',
    'prioritise',
    'tables',
    'plenary',
    'follow-up',
  ] as const),
];
const JOINING: readonly Role[] = [
  ...(['participant', 'participant', 'contributor', 'antenna'] as const),
  ...(['partner', 'table-host', 'observer', 'facilitator'] as const),
];
/** Acts of each phase. */
const ACTS = 7;

export class Session {
  readonly #scene: Scene;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  async play(): Promise<void> {
    await this.#gather();
    for (const phase of COURSE) {
      await this.#move(phase);
      if (phase === 'tables') await acts.propose(this.#scene);
      if (phase === 'prioritise') await acts.openRound(this.#scene);
      for (let act = 0; act < ACTS; act += 1) await this.#act();
      if (phase === 'cluster') await acts.group(this.#scene);
      if (phase === 'prioritise') await acts.closeRound(this.#scene);
      if (phase === 'share') await this.#reveal();
    }
    await Promise.all(this.#scene.people.map((person) => acts.readAll(this.#scene, person)));
    await this.#finish();
  }

  async #gather(): Promise<void> {
    const owner = this.#scene.newcomer();
    const title = this.#scene.public(owner, 'Laboratorio');
    const { json } = await owner.post('/api/workshops', { title, language: 'it', name: 'Anna' });
    const made = json as { workshopId: string; joinCode: string };
    this.#scene.code = made.joinCode;
    await owner.join(made.joinCode, 'Anna');
    owner.role = 'facilitator';
    this.#scene.ledger.leads(owner.seatId);
    for (const [index, role] of JOINING.entries()) {
      const person = this.#scene.newcomer();
      await person.join(this.#scene.code, `Persona ${index}`);
      if (role !== 'participant') {
        const named: Order = { type: 'setRole', seatId: person.seatId as never, role };
        this.#scene.accepted(await owner.order(named), 'a role');
      }
      person.role = role;
      if (role === 'facilitator') this.#scene.ledger.leads(person.seatId);
      if (this.#scene.random.below(3) > 0 || role === 'facilitator') await person.connect();
    }
    await owner.connect();
    // A second browser of somebody hears the same as the first.
    await this.#scene.random.pick(this.#scene.people).connect();
  }

  async #move(phase: Phase): Promise<void> {
    this.#scene.accepted(
      await this.#scene.owner.order({ type: 'moveToPhase', phase, afterS: 0 }),
      phase,
    );
    this.#scene.phase = phase;
    // Rule P3: whoever goes past share turns everything over.
    if (phase !== 'write' && phase !== 'share') this.#turnOver();
    this.#scene.ledger.settle(phase);
  }

  async #reveal(): Promise<void> {
    const covered = [...this.#scene.ledger.cards.values()].some(isCovered);
    const answer = await this.#scene.owner.order({ type: 'revealCards' });
    if (covered) this.#scene.accepted(answer, 'turning over');
    this.#turnOver();
    this.#scene.ledger.settle(this.#scene.phase);
  }

  #turnOver(): void {
    for (const card of this.#scene.ledger.cards.values())
      if (isCovered(card)) card.status = 'published';
  }

  async #act(): Promise<void> {
    const person = this.#scene.random.pick(this.#scene.people);
    const act = this.#scene.random.below(12);
    if (this.#scene.phase === 'plenary' && act < 4) await acts.amend(this.#scene, person);
    else if (this.#scene.phase === 'prioritise' && act < 7) await acts.vote(this.#scene, person);
    else if (act < 5) await acts.write(this.#scene, person);
    else if (act < 7) await acts.change(this.#scene, person);
    else if (act === 7) await acts.readAll(this.#scene, person);
    else if (act === 8) await acts.comeBack(this.#scene, person);
    else if (act === 9) await acts.refused(this.#scene, person);
    else await acts.lead(this.#scene);
    this.#scene.ledger.settle(this.#scene.phase);
  }

  /** One more thing that everybody is told: what was to come before it has come. */
  async #finish(): Promise<void> {
    const name = this.#scene.public(this.#scene.owner, 'Segnale');
    const theme = { type: 'createTheme', themeId: randomUUID(), name, colour: 'health' };
    this.#scene.accepted(await this.#scene.owner.order(theme), 'the signal');
    for (const person of this.#scene.people) {
      await person.settled();
      for (const board of person.boards) {
        await until(() => JSON.stringify(board.getMap('themes')).includes(name), 'the signal');
      }
    }
  }

  hangUp(): void {
    for (const person of this.#scene.people) person.hangUp();
  }
}
