/** The needs of the demonstration's fixture, for tests that want people's real sentences. */
import { readFileSync } from 'node:fs';

interface Fixture {
  readonly needs: readonly { readonly id: string; readonly text: string }[];
  readonly clusters: readonly {
    readonly title: string;
    readonly howMightWe: string;
    readonly needs: readonly string[];
  }[];
}

const FIXTURE = new URL('../../server/src/demonstration/fixture.json', import.meta.url);

const fixture = JSON.parse(readFileSync(FIXTURE, 'utf8')) as Fixture;

/** The Italian needs, as they were written. */
export const NEEDS: readonly string[] = fixture.needs.map(({ text }) => text);

/** What belongs together, by the fixture. */
export const GROUPS = fixture.clusters.map(({ title, howMightWe, needs }) => ({
  name: title,
  question: howMightWe,
  needs: fixture.needs.filter(({ id }) => needs.includes(id)).map(({ text }) => text),
}));
