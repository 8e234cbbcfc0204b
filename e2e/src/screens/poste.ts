/** What the pictures' workshop is made of: the demonstration's fixture, for people to say anew. */
import { readFileSync } from 'node:fs';
import type { ThemeColour } from '@tavolo/model';

interface FixtureProposal {
  readonly title: string;
  readonly themes: readonly string[];
  readonly clusters: readonly string[];
  readonly problem: string;
  readonly howMightWe: string;
  readonly beneficiaries: string;
  readonly description: string;
  readonly serviceSteps: readonly string[];
  readonly risks: readonly string[];
  readonly firstStep: { readonly what: string; readonly by: string };
}

interface Fixture {
  readonly workshop: {
    readonly title: Record<'it' | 'en', string>;
    readonly challenge: Record<'it' | 'en', string>;
    readonly tables: readonly { readonly id: string; readonly origin: string }[];
  };
  readonly origins: readonly { readonly id: string; readonly name: string }[];
  readonly participants: readonly { readonly role: string; readonly table: string }[];
  readonly needs: readonly {
    readonly id: string;
    readonly text: string;
    readonly theme: string;
    readonly anonymous: boolean;
    readonly status: string;
  }[];
  readonly offers: readonly {
    readonly title: string;
    readonly description: string;
    readonly theme: string;
  }[];
  readonly clusters: readonly {
    readonly id: string;
    readonly theme: string;
    readonly title: string;
    readonly howMightWe: string;
    readonly needs: readonly string[];
  }[];
  readonly ballots: readonly { readonly dots: Readonly<Record<string, number>> }[];
  readonly proposals: readonly FixtureProposal[];
}

const FIXTURE = new URL('../../../server/src/demonstration/fixture.json', import.meta.url);

export const poste = JSON.parse(readFileSync(FIXTURE, 'utf8')) as Fixture;

/** The fixture's themes by the colour that a workshop's own theme has. */
export const COLOUR_OF: Readonly<Record<string, ThemeColour>> = {
  abitare: 'housing',
  anziani: 'elder',
  conciliazione: 'balance',
  infanzia: 'children',
  risparmio: 'income',
  salute: 'health',
  relazioni: 'neighbour',
  accesso: 'access',
};

/** Which of the fixture's tables a theme is worked on at. */
export const TABLE_OF: Readonly<Record<string, string>> = {
  abitare: 't1',
  relazioni: 't1',
  anziani: 't2',
  salute: 't2',
  conciliazione: 't3',
  infanzia: 't3',
  risparmio: 't4',
  accesso: 't4',
};

/** The fixture gives nobody a name; people give their first name, or a plant's. */
export const NAMES: readonly string[] = [
  'Rosa',
  'Piero',
  'Samira',
  'Ginepro',
  'Luca',
  'Fatima',
  'Menta',
  'Carla',
  'Youssef',
  'Teresa',
  'Salvia',
  'Bruno',
  'Ines',
  'Marta',
  'Dario',
  'Olga',
  'Timo',
  'Giulia',
  'Amina',
  'Sergio',
  'Lidia',
];
