/** `test` with a server of its own and people who arrive; after each test nobody is left. */
import { test as base, expect } from '@playwright/test';
import { arrives, type Person, type Who } from './people.ts';
import { startTavolo, type Tavolo } from './server.ts';

interface Given {
  readonly tavolo: Tavolo;
  /** Somebody opens a browser. */
  readonly arrive: (who: Who) => Promise<Person>;
}

export const test = base.extend<Given>({
  // Playwright reads the first parameter's shape; nothing is needed from it here.
  // biome-ignore lint/correctness/noEmptyPattern: the fixture protocol asks for a pattern.
  tavolo: async ({}, use, info) => {
    const tavolo = await startTavolo();
    await use(tavolo);
    await tavolo.close();
    if (info.status !== info.expectedStatus) {
      await info.attach('server', { body: tavolo.printed(), contentType: 'text/plain' });
    }
  },
  arrive: async ({ browser, tavolo }, use) => {
    const people: Person[] = [];
    await use(async (who) => {
      const person = await arrives(browser, tavolo.url, who);
      people.push(person);
      return person;
    });
    for (const person of people) await person.leaves();
    expect(people.flatMap(({ faults }) => faults)).toEqual([]);
  },
});

export { expect };
