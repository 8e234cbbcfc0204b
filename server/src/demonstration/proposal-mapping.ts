/**
 * The fixture's tables and proposals in our words. What our sheet has no field for is left
 * out: a proposal's own list of needs (ours are those of its clusters), the votes of a
 * decision, who does the first step (always its owner), handovers, evidence, and why one
 * was stopped.
 */
import type {
  CardId,
  ClusterId,
  DemonstrationContent,
  ProposalId,
  ProposalStatus,
  SheetCost,
  TableId,
} from '@tavolo/model';
import type { Fixture, FixtureProposal, FixtureTable, FixtureTheme } from './fixture.ts';
import { namedId } from './named-id.ts';

/** The tables are named after themes, and every theme is at home at one of them. */
export const TABLE_OF: Record<FixtureTheme, FixtureTable> = {
  abitare: 't1',
  relazioni: 't1',
  anziani: 't2',
  salute: 't2',
  conciliazione: 't3',
  infanzia: 't3',
  risparmio: 't4',
  accesso: 't4',
};

type ContentProposal = DemonstrationContent['proposals'][number];
type Fields = ContentProposal['fields'];

export const cardIdOf = (id: string) => namedId<CardId>(`card ${id}`);
export const clusterIdOf = (id: string) => namedId<ClusterId>(`cluster ${id}`);
const tableIdOf = (id: FixtureTable) => namedId<TableId>(`table ${id}`);

export function tablesOf({ workshop, origins }: Fixture): DemonstrationContent['tables'] {
  const names = new Map(origins.map(({ id, name }) => [id, name]));
  return workshop.tables.map(({ id, origin }) => ({
    id: tableIdOf(id),
    name: names.get(origin) ?? id,
  }));
}

/**
 * `newId` gives a proposal another id each time: its text is a document of that name, and
 * a demonstration that is put back shall begin with new texts.
 */
export function proposalsOf(
  fixture: Fixture,
  newId: (id: string) => ProposalId,
): ContentProposal[] {
  const names = new Map(fixture.organisations.map(({ id, name }) => [id, name]));
  const nameOf = (org: string) => names.get(org) ?? org;
  return fixture.proposals.map((proposal) => {
    const [theme = 'abitare'] = proposal.themes;
    const { decision } = proposal;
    return {
      id: newId(proposal.id),
      tableId: tableIdOf(TABLE_OF[theme]),
      clusterIds: proposal.clusters.map(clusterIdOf),
      status: statusOf(proposal),
      fields: fieldsOf(proposal, fixture, nameOf),
      decision: {
        outcome: outcomeOf(proposal),
        on: decision.at.slice(0, 10),
        by: decision.by,
        reason: inOurWords(decision.rationale),
      },
      commitments: proposal.commitments.map(({ org, role, what, due, status }) => ({
        organisation: nameOf(org),
        role,
        what,
        due,
        status,
      })),
      owner: { organisation: nameOf(proposal.ownerOrg), role: proposal.ownerRole },
      deputy: { organisation: nameOf(proposal.deputyOrg), role: proposal.deputyRole },
      reviewOn: proposal.nextReview,
      opening: proposal.description,
    };
  });
}

function outcomeOf({ decision: { outcome } }: FixtureProposal) {
  return outcome === 'approved_with_conditions' ? 'approved-with-conditions' : outcome;
}

/** Where the fixture says no more than "decided", or still "proposed", the outcome says more. */
function statusOf(proposal: FixtureProposal): ProposalStatus {
  const { status } = proposal;
  if (status === 'in_progress') return 'in-progress';
  return status === 'decided' || status === 'proposed' ? outcomeOf(proposal) : status;
}

function fieldsOf(
  proposal: FixtureProposal,
  fixture: Fixture,
  nameOf: (org: string) => string,
): Fields {
  return {
    title: proposal.title,
    problem: proposal.problem,
    question: proposal.howMightWe,
    beneficiaries: proposal.beneficiaries,
    audience: audienceOf(proposal),
    novelty: null,
    steps: proposal.serviceSteps,
    resources: resourcesOf(proposal, fixture),
    costs: costLines(proposal, nameOf),
    partners: partnersOf(proposal, fixture, nameOf),
    risks: proposal.risks,
    indicators: proposal.indicators.map(({ name, target, unit }) =>
      unit === 'quota'
        ? `${name}: ${Math.round(target * 100)}%`
        : `${name}: ${quantity(target, unit)}`,
    ),
    firstStep: { what: proposal.firstStep.what, by: proposal.firstStep.by },
  };
}

/** The fixture tells it in words alone. */
function audienceOf({ beneficiaries }: FixtureProposal): Fields['audience'] {
  const employees = /dipendenti/i.test(beneficiaries);
  const residents = /residenti/i.test(beneficiaries);
  if (employees && residents) return 'both';
  if (employees) return 'employees';
  return residents ? 'residents' : null;
}

/** What it uses, some of it from an offer; then the offers that no line of it names. */
function resourcesOf(proposal: FixtureProposal, { offers }: Fixture): Fields['resources'] {
  const titles = new Map(offers.map(({ id, title }) => [id, title]));
  const used = new Set(proposal.resources.map(({ source }) => source));
  const named = proposal.resources.map(({ what, qty, unit, source }) => ({
    what: `${what}: ${quantity(qty, unit)}`,
    offerId: titles.has(source) ? cardIdOf(source) : null,
  }));
  const others = proposal.offers.filter((id) => !used.has(id));
  return [...named, ...others.map((id) => ({ what: titles.get(id) ?? id, offerId: cardIdOf(id) }))];
}

/**
 * The fixture says who gives how much towards two sums; our lines are covered or not. Who
 * gives just one of the sums covers that one, the others what is left, in order.
 */
function costLines({ costs }: FixtureProposal, nameOf: (org: string) => string): Fields['costs'] {
  const sums = [
    { what: 'Avvio', open: costs.setup, covered: [] as SheetCost[] },
    { what: 'Primo anno', open: costs.yearly, covered: [] as SheetCost[] },
  ];
  const isOneSum = ({ amount }: { amount: number }) =>
    amount === costs.setup || amount === costs.yearly;
  const givers = [
    ...costs.coveredBy.filter(isOneSum),
    ...costs.coveredBy.filter((giver) => !isOneSum(giver)),
  ];
  for (const { org, amount } of givers) {
    let left = amount;
    const itsOwn = sums.filter(({ open }) => open === amount).slice(0, 1);
    for (const sum of itsOwn.length > 0 ? itsOwn : sums) {
      const part = Math.min(left, sum.open);
      if (part === 0) continue;
      sum.covered.push({ what: sum.what, amount: part, coveredBy: nameOf(org) });
      sum.open -= part;
      left -= part;
    }
  }
  return sums.flatMap(({ what, open, covered }) => {
    const rest = covered.length === 0 ? what : `${what}, parte da trovare`;
    return open === 0 ? covered : [...covered, { what: rest, amount: open, coveredBy: null }];
  });
}

/** Everybody with a part in it, each once: who follows it, who gives something, who promised something. */
function partnersOf(
  proposal: FixtureProposal,
  { offers, organisations }: Fixture,
  nameOf: (org: string) => string,
): string[] {
  const known = new Set(organisations.map(({ id }) => id));
  const offering = offers.filter(({ id }) => proposal.offers.includes(id));
  const orgs = [
    proposal.ownerOrg,
    proposal.deputyOrg,
    ...proposal.resources.map(({ source }) => source).filter((source) => known.has(source)),
    ...offering.map(({ organisation }) => organisation),
    ...proposal.costs.coveredBy.map(({ org }) => org),
    ...proposal.commitments.map(({ org }) => org),
  ];
  return [...new Set(orgs)].map(nameOf);
}

/** The glossary's Italian has no other word for it. */
function inOurWords(text: string): string {
  return text.replace('due cluster', 'due gruppi').replace('Cluster', 'Gruppo');
}

function quantity(amount: number, unit: string): string {
  return `${String(amount).replace('.', ',')} ${unit}`;
}
