/** `/w/<id>/proposals/<pid>`: the service sheet, with its needs beside it. */
import type { Proposal, ProposalId } from '@tavolo/model';
import { Link, Printer } from 'lucide-react';
import { OpeningPage } from '../board/opening.tsx';
import { announce } from '../design/announce.tsx';
import { Button } from '../design/button.tsx';
import { copyText } from '../design/copy.ts';
import { PageButtonLink, PageLink } from '../design/link.tsx';
import { usePageTitle } from '../design/page-title.ts';
import { SpotlightMenu } from '../facilitation/spotlight-menu.tsx';
import { useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import { Amendments } from './amendments.tsx';
import { CommitmentsAside } from './commitments-aside.tsx';
import { NeedsAside } from './needs-aside.tsx';
import bar from './page-bar.module.css';
import { PageBar } from './page-bar.tsx';
import { proposalsPath } from './paths.ts';
import css from './proposals.module.css';
import { RefusedNotes } from './refused-note.tsx';
import { Sheet } from './sheet.tsx';
import { SheetProvider } from './sheet-context.tsx';

export default function ProposalPage({ proposalId }: { readonly proposalId: string }) {
  const opening = useRoomState((state) => state.opening);
  // An address may name anything; the table answers for what it knows.
  const proposal = useWorkshop((workshop) => workshop.proposals.get(proposalId as ProposalId));
  if (opening.is !== 'ready') return <OpeningPage opening={opening} />;
  return proposal === undefined ? <NotFound /> : <Page proposal={proposal} />;
}

function Page({ proposal }: { readonly proposal: Proposal }) {
  const text = useText();
  const id = useWorkshop((workshop) => workshop.id) ?? '';
  const title = useWorkshop((workshop) => workshop.title);
  const table = useWorkshop((workshop) => workshop.tables.get(proposal.tableId));
  usePageTitle(`${proposal.fields.title} · ${title} · Tavolo`);
  return (
    <SheetProvider proposal={proposal}>
      <PageBar
        here={
          <>
            <li>
              <PageLink href={proposalsPath(id)}>{text('proposals.title')}</PageLink>
            </li>
            <li aria-current="page" dir="auto">
              {table?.name}
            </li>
          </>
        }
        actions={<Actions proposal={proposal} />}
      />
      <main className={css.desk}>
        <div>
          <RefusedNotes />
          <Sheet />
          <Amendments />
        </div>
        <div className={css.side}>
          <NeedsAside />
          <CommitmentsAside />
        </div>
      </main>
    </SheetProvider>
  );
}

function Actions({ proposal }: { readonly proposal: Proposal }) {
  const text = useText();
  const copy = async () => {
    const copied = await copyText(window.location.href);
    announce(text(copied ? 'proposals.linkCopied' : 'common.copyByHand'));
  };
  return (
    <div className={bar.actions}>
      <SpotlightMenu at={{ kind: 'proposal', id: proposal.id }} />
      <Button look="quiet" icon={<Printer aria-hidden />} onClick={() => window.print()}>
        {text('proposals.print')}
      </Button>
      <Button icon={<Link aria-hidden />} onClick={() => void copy()}>
        {text('proposals.copyLink')}
      </Button>
    </div>
  );
}

function NotFound() {
  const text = useText();
  const id = useWorkshop((workshop) => workshop.id) ?? '';
  return (
    <>
      <PageBar
        here={
          <li>
            <PageLink href={proposalsPath(id)}>{text('proposals.title')}</PageLink>
          </li>
        }
      />
      <main className={css.list}>
        <h1>{text('proposals.notFoundTitle')}</h1>
        <p>{text('proposals.notFoundLine')}</p>
        <p>
          <PageButtonLink href={proposalsPath(id)}>{text('proposals.allProposals')}</PageButtonLink>
        </p>
      </main>
    </>
  );
}
