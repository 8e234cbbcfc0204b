/**
 * The fixture as it lies in `fixture.json`: an invented workshop with its own words and
 * codes. Only what the product knows so far is read; the file is kept whole, because
 * ballots and handovers find their place later. `mapping.ts` turns it into ours.
 */
import { readFileSync } from 'node:fs';
import * as z from 'zod';

const THEME_IDS = [
  'abitare',
  'anziani',
  'conciliazione',
  'infanzia',
  'risparmio',
  'salute',
  'relazioni',
  'accesso',
] as const;
const ORIGIN_KINDS = [
  'counter',
  'pharmacy',
  'bookshop',
  'cafe',
  'community_space',
  'language_school',
  'workplace',
  'workshop_table',
  'online_form',
  'home_visit',
] as const;

const recordedOnBehalf = z.object({
  antennaRole: z.string(),
  verbatim: z.boolean(),
  aboutThirdPerson: z.boolean(),
  consent: z.object({ given: z.boolean(), method: z.string(), contactBack: z.boolean() }),
});

const need = z.object({
  id: z.string(),
  text: z.string(),
  lang: z.enum(['it', 'en', 'ar']),
  theme: z.enum(THEME_IDS),
  origin: z.string(),
  anonymous: z.boolean(),
  status: z.enum(['published', 'held']),
  recordedOnBehalf: z.nullable(recordedOnBehalf),
});

const TABLE_IDS = ['t1', 't2', 't3', 't4'] as const;

const responsible = { org: z.string(), role: z.string() };
const amount = z.int().nonnegative();

const proposal = z.object({
  id: z.string(),
  title: z.string(),
  themes: z.array(z.enum(THEME_IDS)).min(1),
  clusters: z.array(z.string()),
  offers: z.array(z.string()),
  status: z.enum(['proposed', 'decided', 'committed', 'in_progress', 'realised', 'stopped']),
  ownerOrg: z.string(),
  ownerRole: z.string(),
  deputyOrg: z.string(),
  deputyRole: z.string(),
  problem: z.string(),
  howMightWe: z.string(),
  beneficiaries: z.string(),
  description: z.string(),
  serviceSteps: z.array(z.string()),
  resources: z.array(
    z.object({ what: z.string(), qty: z.number(), unit: z.string(), source: z.string() }),
  ),
  costs: z.object({
    setup: amount,
    yearly: amount,
    coveredBy: z.array(z.object({ org: z.string(), amount })),
    gap: amount,
  }),
  indicators: z.array(z.object({ name: z.string(), target: z.number(), unit: z.string() })),
  risks: z.array(z.string()),
  firstStep: z.object({ what: z.string(), by: z.iso.date() }),
  commitments: z.array(
    z.object({
      ...responsible,
      what: z.string(),
      due: z.iso.date(),
      status: z.enum(['pending', 'kept', 'late', 'withdrawn']),
    }),
  ),
  decision: z.object({
    outcome: z.enum(['approved', 'approved_with_conditions', 'postponed']),
    at: z.iso.datetime(),
    by: z.string(),
    rationale: z.string(),
  }),
  nextReview: z.iso.date(),
});

const fixture = z.object({
  workshop: z.object({
    id: z.string(),
    title: z.object({ it: z.string() }),
    challenge: z.object({ it: z.string() }),
    tables: z.array(
      z.object({ id: z.enum(TABLE_IDS), origin: z.string(), theme: z.enum(THEME_IDS) }),
    ),
  }),
  themes: z.array(z.object({ id: z.enum(THEME_IDS), label: z.object({ it: z.string() }) })),
  origins: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(ORIGIN_KINDS),
      name: z.string(),
      municipio: z.string(),
    }),
  ),
  organisations: z.array(z.object({ id: z.string(), name: z.string() })),
  needs: z.array(need),
  needs_en: z.array(need),
  needs_ar: z.array(need),
  offers: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      description: z.string(),
      organisation: z.string(),
      theme: z.enum(THEME_IDS),
    }),
  ),
  clusters: z.array(
    z.object({
      id: z.string(),
      theme: z.enum(THEME_IDS),
      title: z.string(),
      needs: z.array(z.string()),
      howMightWe: z.string(),
    }),
  ),
  proposals: z.array(proposal),
  /** What the mapping must come to; its test compares. */
  expected: z.object({
    counts: z.record(z.string(), z.number()),
    needsByTheme: z.record(z.string(), z.number()),
    heldFromWall: z.array(z.string()),
    unclustered: z.array(z.string()),
  }),
});

export type Fixture = z.infer<typeof fixture>;
export type FixtureNeed = Fixture['needs'][number];
export type FixtureProposal = Fixture['proposals'][number];
export type FixtureTable = (typeof TABLE_IDS)[number];
export type FixtureTheme = (typeof THEME_IDS)[number];
export type FixtureOriginKind = (typeof ORIGIN_KINDS)[number];

/** Reads and checks the fixture; it is needed at most twice in a run, so it is not kept. */
export function readFixture(): Fixture {
  return fixture.parse(
    JSON.parse(readFileSync(new URL('./fixture.json', import.meta.url), 'utf8')),
  );
}
