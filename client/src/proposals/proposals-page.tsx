/** `/w/<id>/proposals`: all proposals of the workshop, each with where it stands and where it comes from. */
import { type Proposal, proposalsInOrder } from '@tavolo/model';
import { useMemo } from 'react';
import { OpeningPage } from '../board/opening.tsx';
import { Empty } from '../design/empty.tsx';
import { PageButtonLink, PageLink } from '../design/link.tsx';
import { usePageTitle } from '../design/page-title.ts';
import { SpotlightMenu } from '../facilitation/spotlight-menu.tsx';
import { useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import { PageBar } from './page-bar.tsx';
import { boardPath, proposalPath } from './paths.ts';
import css from './proposals.module.css';
import { RefusedNotes } from './refused-note.tsx';
import { StatusTag } from './status-tag.tsx';
import { ThemeLine, useThemeOf } from './theme-line.tsx';

export default function ProposalsPage() {
  const opening = useRoomState((state) => state.opening);
  return opening.is === 'ready' ? <Proposals /> : <OpeningPage opening={opening} />;
}

function Proposals() {
  const text = useText();
  const workshop = useWorkshop();
  const all = useMemo(() => proposalsInOrder(workshop), [workshop]);
  const id = workshop.id ?? '';
  usePageTitle(`${text('proposals.titleOf')} · ${workshop.title} · Tavolo`);
  return (
    <>
      <PageBar here={<li aria-current="page">{text('proposals.title')}</li>} />
      <main className={css.list}>
        <div className={css.listHead}>
          <h1>{text('proposals.titleOf')}</h1>
          <p>{text('proposals.listLine', { count: all.length })}</p>
        </div>
        <RefusedNotes />
        {all.length === 0 ? (
          <Empty
            title={text('proposals.emptyTitle')}
            action={
              <PageButtonLink href={boardPath(id)}>{text('proposals.backToBoard')}</PageButtonLink>
            }
          >
            {text('proposals.emptyLine')}
          </Empty>
        ) : (
          <ul className={css.sheets}>
            {all.map((proposal) => (
              <ProposalRow key={proposal.id} proposal={proposal} workshopId={id} />
            ))}
          </ul>
        )}
      </main>
    </>
  );
}

function ProposalRow({
  proposal,
  workshopId,
}: {
  readonly proposal: Proposal;
  readonly workshopId: string;
}) {
  const text = useText();
  const table = useWorkshop((workshop) => workshop.tables.get(proposal.tableId));
  const clusters = useWorkshop((workshop) => workshop.clusters);
  const language = useWorkshop((workshop) => workshop.language);
  const theme = useThemeOf(proposal);
  const names = proposal.clusterIds.map(
    (clusterId) => clusters.get(clusterId)?.name ?? text('proposals.removedCluster'),
  );
  return (
    <li className={css.row}>
      <ThemeLine theme={theme} />
      <h2 lang={language} dir="auto">
        <PageLink href={proposalPath(workshopId, proposal.id)}>{proposal.fields.title}</PageLink>
      </h2>
      <p lang={language} dir="auto">
        {proposal.fields.problem || text('proposals.noProblem')}
      </p>
      <div className={css.rowFoot}>
        <StatusTag status={proposal.status} />
        <span dir="auto">{table?.name}</span>
        <span dir="auto">
          {text('proposals.fromClusters')}: {names.join(', ')}
        </span>
        <span className={css.rowMenu}>
          <SpotlightMenu at={{ kind: 'proposal', id: proposal.id }} />
        </span>
      </div>
    </li>
  );
}
