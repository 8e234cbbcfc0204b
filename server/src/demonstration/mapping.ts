/**
 * The fixture in our words: its themes get our colours, its origins become places, its
 * needs and offers cards. With `proposal-mapping.ts`, all that knows both sides.
 *
 * Dropped, because our model has no field for it: `authorKind` (a kind belongs to a seat,
 * and these needs have none), `channel` and `createdAt` (a card carries no time).
 */
import type {
  DemonstrationContent,
  PlaceId,
  PlaceKind,
  ProposalId,
  ThemeColour,
  ThemeId,
} from '@tavolo/model';
import type { Fixture, FixtureNeed, FixtureOriginKind, FixtureTheme } from './fixture.ts';
import { namedId } from './named-id.ts';
import { cardIdOf, clusterIdOf, proposalsOf, tablesOf } from './proposal-mapping.ts';
import { layOutWall } from './wall-layout.ts';

const COLOURS: Record<FixtureTheme, ThemeColour> = {
  abitare: 'housing',
  anziani: 'elder',
  conciliazione: 'balance',
  infanzia: 'children',
  risparmio: 'income',
  salute: 'health',
  relazioni: 'neighbour',
  accesso: 'access',
};

const PLACE_KINDS: Record<FixtureOriginKind, PlaceKind> = {
  counter: 'counter',
  pharmacy: 'shop',
  bookshop: 'shop',
  cafe: 'shop',
  community_space: 'other',
  language_school: 'school',
  workplace: 'canteen',
  workshop_table: 'table',
  online_form: 'online',
  home_visit: 'home',
};

/** Fewer people than this in one place would point at each other. */
const SHOWN_FROM = 5;

const themeIdOf = (id: string) => namedId<ThemeId>(`theme ${id}`);
const placeIdOf = (id: string) => namedId<PlaceId>(`place ${id}`);

/** `newProposalId`: see `proposalsOf`. */
export function demonstrationContent(
  fixture: Fixture,
  newProposalId: (id: string) => ProposalId,
): DemonstrationContent {
  const needs = [...fixture.needs, ...fixture.needs_en, ...fixture.needs_ar];
  const crowded = crowdedOrigins(needs);
  return {
    ...openingWords(fixture),
    phase: 'cluster',
    themes: fixture.themes.map(({ id, label }) => ({
      id: themeIdOf(id),
      name: label.it,
      colour: COLOURS[id],
    })),
    places: fixture.origins.map(({ id, kind, name, municipio }) => ({
      id: placeIdOf(id),
      kind: PLACE_KINDS[kind],
      name,
      zone: municipio === '-' ? null : `Municipio ${municipio}`,
    })),
    cards: [...needs.map((need) => needCard(need, crowded)), ...offerCards(fixture)],
    clusters: clustersOf(fixture),
    tables: tablesOf(fixture),
    proposals: proposalsOf(fixture, newProposalId),
  };
}

/** What the demonstration is about, when it is made and when it is put back. */
export function openingWords({
  workshop,
}: Fixture): Pick<DemonstrationContent, 'title' | 'challenge' | 'audience' | 'language'> {
  const { title, challenge } = workshop;
  return { title: title.it, challenge: challenge.it, audience: 'mixed', language: 'it' };
}

/** Origins that so many needs share that one of them gives nobody away. */
function crowdedOrigins(needs: readonly FixtureNeed[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { origin } of needs) counts.set(origin, (counts.get(origin) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count >= SHOWN_FROM).map(([origin]) => origin));
}

type ContentCard = DemonstrationContent['cards'][number];

/** The fixture gives names to nobody, so no need is signed, whether anonymous or not. */
function needCard(need: FixtureNeed, crowded: ReadonlySet<string>): ContentCard {
  const { recordedOnBehalf: recorded } = need;
  return {
    id: cardIdOf(need.id),
    kind: 'need',
    text: need.text,
    language: need.lang,
    themeId: themeIdOf(need.theme),
    placeId: need.anonymous && !crowded.has(need.origin) ? null : placeIdOf(need.origin),
    signedAs: null,
    heldFor: need.status === 'published' ? null : holdReason(need),
    onBehalf:
      recorded === null
        ? null
        : {
            recordedByRole: recorded.antennaRole,
            verbatim: recorded.verbatim,
            consent: recorded.consent.given,
            consentMethod: recorded.consent.method,
            contactBack: recorded.consent.contactBack,
          },
  };
}

function holdReason({ recordedOnBehalf }: FixtureNeed): 'third-person' | 'consent' {
  return recordedOnBehalf?.aboutThirdPerson === true ? 'third-person' : 'consent';
}

/** Offers come from organisations, and those have a name. */
function offerCards({ offers, organisations }: Fixture): ContentCard[] {
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  return offers.map(({ id, title, description, organisation, theme }) => ({
    id: cardIdOf(id),
    kind: 'offer',
    text: `${title}. ${description}.`,
    language: 'it',
    themeId: themeIdOf(theme),
    placeId: null,
    signedAs: names.get(organisation) ?? null,
    heldFor: null,
    onBehalf: null,
  }));
}

function clustersOf({ clusters, needs }: Fixture): DemonstrationContent['clusters'] {
  const texts = new Map(needs.map(({ id, text }) => [id, text]));
  const spots = layOutWall(
    clusters.map(({ title, howMightWe, needs: ids }) => ({
      name: title,
      question: howMightWe,
      texts: ids.map((id) => texts.get(id) ?? ''),
    })),
  );
  return clusters.map(({ id, theme, title, howMightWe, needs: ids }, index) => ({
    id: clusterIdOf(id),
    themeId: themeIdOf(theme),
    name: title,
    question: howMightWe,
    x: spots[index]?.x ?? 0,
    y: spots[index]?.y ?? 0,
    cardIds: ids.map(cardIdOf),
  }));
}
