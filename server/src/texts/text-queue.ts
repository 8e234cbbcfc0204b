/**
 * Everything that happens to one text, in turn: what people send, as many at once as there
 * are, and what wants the text to itself. While the disk takes nothing, what was sent waits
 * in its place, and who only wants to read goes on.
 */
import type { TextWrite } from './contract.ts';

/** What is committed together at most. */
const MAX_BATCH = 200;

type Job = TextWrite | { readonly run: () => Promise<void> };

export class TextQueue {
  readonly #writeBatch: (batch: readonly TextWrite[]) => Promise<void>;
  #jobs: Job[] = [];
  #working = false;
  #held = false;

  /** `writeBatch` answers each write itself and never rejects. */
  constructor(writeBatch: (batch: readonly TextWrite[]) => Promise<void>) {
    this.#writeBatch = writeBatch;
  }

  /** Nothing is waiting or on its way to the disk. */
  get idle(): boolean {
    return !this.#working && this.#jobs.length === 0;
  }

  write(write: TextWrite): void {
    this.#jobs.push(write);
    void this.#work();
  }

  /** Runs in turn, with nothing beside it. */
  alone<Answer>(run: () => Promise<Answer>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const job = () => run().then(resolve, reject);
      this.#jobs.push({ run: job });
      void this.#work();
    });
  }

  /** Keeps what the disk did not take, in its place, until it does. */
  hold(batch: readonly TextWrite[], until: Promise<void>): void {
    this.#jobs.unshift(...batch);
    this.#held = true;
    void until.then(() => {
      this.#held = false;
      void this.#work();
    });
  }

  /** The only place where anything changes; never runs twice at once. */
  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    try {
      for (let job = this.#next(); job !== undefined; job = this.#next()) {
        if ('run' in job) {
          this.#jobs.splice(this.#jobs.indexOf(job), 1);
          await job.run();
        } else {
          const end = this.#jobs.findIndex((each) => 'run' in each);
          const count = Math.min(end === -1 ? this.#jobs.length : end, MAX_BATCH);
          await this.#writeBatch(this.#jobs.splice(0, count) as TextWrite[]);
        }
      }
    } finally {
      this.#working = false;
    }
  }

  #next(): Job | undefined {
    return this.#held ? this.#jobs.find((job) => 'run' in job) : this.#jobs[0];
  }
}
