/**
 * The workshop of the pictures: led through its whole course over the public interface, with
 * the fixture's people saying, grouping and voting what they do there.
 */
import { randomUUID } from 'node:crypto';
import type {
  CardId,
  ClusterId,
  Order,
  Phase,
  ProposalId,
  RoundId,
  TableId,
  ThemeId,
  WorkshopId,
} from '@tavolo/model';
import type { Person } from '../people.ts';
import { does } from '../workshop.ts';
import { comes, type Guest } from './guest.ts';
import { COLOUR_OF, NAMES, poste, TABLE_OF } from './poste.ts';

const newId = <Id extends string>(): Id => randomUUID() as string as Id;

/** Two columns of slips in an area, and the air around it, in board units. */
const AREA = { width: 456, head: 190, row: 190, columns: 4 };

export interface Course {
  readonly workshopId: WorkshopId;
  readonly joinCode: string;
  readonly guests: readonly Guest[];
  readonly clusters: ReadonlyMap<string, ClusterId>;
  readonly tables: ReadonlyMap<string, TableId>;
  readonly proposals: readonly ProposalId[];
  leads(order: Order): Promise<void>;
  /** At once, with so many minutes on the clock. */
  movesTo(phase: Phase, minutes: number | null): Promise<void>;
  write(from: number, to: number, phase: Phase): Promise<void>;
  offer(): Promise<void>;
  group(): Promise<void>;
  openVote(): Promise<void>;
  vote(from: number, to: number): Promise<void>;
  closeVote(): Promise<void>;
  sitAtTables(): Promise<void>;
  workAtTables(): Promise<void>;
  leave(): void;
}

export async function opensPoste(url: string, leader: Person): Promise<Course> {
  const { title, challenge } = poste.workshop;
  const response = await leader.context.request.post('/api/workshops', {
    data: {
      title: title.it,
      challenge: challenge.it,
      language: 'it',
      template: 'welfare',
      name: 'Anna',
    },
  });
  const { workshopId, joinCode } = (await response.json()) as {
    workshopId: WorkshopId;
    joinCode: string;
  };
  const themes = await themesOf(leader, workshopId);
  const themeOf = (name: string): ThemeId | null => themes.get(COLOUR_OF[name] ?? '') ?? null;

  const guests: Guest[] = [];
  for (const name of NAMES) guests.push(await comes(url, joinCode, name));
  const guest = (at: number): Guest => {
    const one = guests[at % guests.length];
    if (one === undefined) throw new Error('nobody has come');
    return one;
  };
  const leads = (order: Order) => does(leader, workshopId, order);

  const cards = new Map<string, CardId>();
  const clusters = new Map<string, ClusterId>();
  const tables = new Map<string, TableId>();
  const proposals: ProposalId[] = [];
  const said = poste.needs.filter(({ status }) => status === 'published');
  let roundId: RoundId | null = null;

  return {
    workshopId,
    joinCode,
    guests,
    clusters,
    tables,
    proposals,
    leads,

    async movesTo(phase, minutes) {
      await leads({ type: 'moveToPhase', phase, afterS: 0 });
      if (minutes === null) return;
      await leads({ type: 'setTimer', tableId: null, action: 'start', seconds: minutes * 60 });
    },

    async write(from, to, phase) {
      for (const [at, need] of said.slice(from, to).entries()) {
        const cardId = newId<CardId>();
        cards.set(need.id, cardId);
        await guest(from + at).does({
          type: 'writeCard',
          cardId,
          kind: 'need',
          text: need.text,
          language: 'it',
          themeId: themeOf(need.theme),
          signed: !need.anonymous && at % 3 === 0,
          writtenIn: phase,
        });
      }
    },

    async offer() {
      for (const [at, { title: what, description, theme }] of poste.offers.slice(0, 5).entries()) {
        await guest(at + 7).does({
          type: 'writeCard',
          cardId: newId<CardId>(),
          kind: 'offer',
          text: `${what}. ${description}.`,
          language: 'it',
          themeId: themeOf(theme),
          signed: true,
          writtenIn: 'listen',
        });
      }
    },

    async group() {
      const bottoms = new Array<number>(AREA.columns).fill(0);
      for (const { id, theme, title: name, howMightWe, needs } of poste.clusters) {
        const clusterId = newId<ClusterId>();
        const inIt = needs.flatMap((need) => cards.get(need) ?? []);
        const y = Math.min(...bottoms);
        const column = bottoms.indexOf(y);
        bottoms[column] = y + AREA.head + Math.ceil(inIt.length / 2) * AREA.row;
        clusters.set(id, clusterId);
        await leads({
          type: 'createCluster',
          clusterId,
          themeId: themeOf(theme),
          name,
          question: howMightWe,
          x: column * AREA.width,
          y,
        });
        let after: CardId | null = null;
        for (const cardId of inIt) {
          await guest(column).does({ type: 'placeCard', cardId, clusterId, after });
          after = cardId;
        }
      }
    },

    async openVote() {
      roundId = newId<RoundId>();
      await leads({
        type: 'openRound',
        roundId,
        over: 'clusters',
        items: [...clusters.values()],
        dotsPerSeat: 5,
        capPerItem: 3,
        remote: false,
        openLink: false,
        closesAt: null,
      });
    },

    async vote(from, to) {
      for (const [at, { dots }] of poste.ballots.slice(from, to).entries()) {
        for (const [cluster, n] of Object.entries(dots)) {
          const item = clusters.get(cluster);
          if (item === undefined || roundId === null) throw new Error(`no vote over ${cluster}`);
          await guest(from + at).does({ type: 'setDots', roundId, item, n, version: 1 });
        }
      }
    },

    async closeVote() {
      if (roundId !== null) await leads({ type: 'closeRound', roundId });
    },

    async sitAtTables() {
      const names = new Map(poste.origins.map(({ id, name }) => [id, name]));
      for (const { id, origin } of poste.workshop.tables) {
        const tableId = newId<TableId>();
        tables.set(id, tableId);
        await leads({ type: 'createTable', tableId, name: names.get(origin) ?? id });
      }
      const seated = [...tables.values()];
      for (const [at, { seatId }] of guests.entries()) {
        const tableId = seated[at % seated.length];
        if (tableId === undefined) continue;
        await leads({ type: 'assignTable', seatId, tableId });
        if (at < seated.length) await leads({ type: 'setRole', seatId, role: 'table-host' });
      }
      for (const { id, theme } of poste.clusters.slice(0, 9)) {
        const clusterId = clusters.get(id);
        const tableId = tables.get(TABLE_OF[theme] ?? '');
        if (clusterId === undefined || tableId === undefined) continue;
        await leads({ type: 'assignCluster', clusterId, tableId });
      }
    },

    async workAtTables() {
      for (const [at, proposal] of poste.proposals.slice(0, 4).entries()) {
        const [theme = 'abitare'] = proposal.themes;
        const tableId = tables.get(TABLE_OF[theme] ?? '');
        const clusterIds = proposal.clusters.flatMap((id) => clusters.get(id) ?? []);
        if (tableId === undefined) continue;
        const proposalId = newId<ProposalId>();
        proposals.push(proposalId);
        await leads({
          type: 'createProposal',
          proposalId,
          tableId,
          clusterIds,
          title: proposal.title,
        });
        const { problem, howMightWe, beneficiaries, serviceSteps, risks, firstStep } = proposal;
        const sheet: Order[] = [
          { type: 'editProposalField', proposalId, field: 'problem', value: problem },
          { type: 'editProposalField', proposalId, field: 'question', value: howMightWe },
          { type: 'editProposalField', proposalId, field: 'beneficiaries', value: beneficiaries },
          { type: 'editProposalField', proposalId, field: 'audience', value: 'both' },
          { type: 'editProposalField', proposalId, field: 'steps', value: serviceSteps },
          { type: 'editProposalField', proposalId, field: 'risks', value: risks },
          {
            type: 'editProposalField',
            proposalId,
            field: 'firstStep',
            value: { what: firstStep.what, by: firstStep.by },
          },
        ];
        // Some tables are further on than others.
        for (const order of sheet.slice(0, sheet.length - at)) await leads(order);
      }
    },

    leave() {
      for (const one of guests) one.leaves();
    },
  };
}

/** By colour: the workshop's own themes have ids that only it knows. */
async function themesOf(leader: Person, workshopId: string): Promise<ReadonlyMap<string, ThemeId>> {
  const response = await leader.context.request.get(`/api/workshops/${workshopId}`);
  const { themes } = (await response.json()) as {
    themes: readonly { id: ThemeId; colour: string }[];
  };
  return new Map(themes.map(({ id, colour }) => [colour, id]));
}
