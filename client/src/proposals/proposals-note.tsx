/** From the plenary on the proposals are what everybody works on: the way there, above wall and list. */
import type { Phase } from '@tavolo/model';
import { FileText } from 'lucide-react';
import { PageButtonLink } from '../design/link.tsx';
import { Note } from '../design/note.tsx';
import { useText, useWorkshop } from '../state/hooks.ts';
import { proposalsPath } from './paths.ts';

const ABOUT_PROPOSALS: ReadonlySet<Phase> = new Set(['plenary', 'commit', 'follow-up']);

export function ProposalsNote() {
  const text = useText();
  const now = useWorkshop((workshop) => ABOUT_PROPOSALS.has(workshop.phase));
  const count = useWorkshop((workshop) => workshop.proposals.size);
  const workshopId = useWorkshop((workshop) => workshop.id ?? '');
  if (!now || count === 0) return null;
  return (
    <Note
      tone="accent"
      icon={<FileText aria-hidden />}
      actions={
        <PageButtonLink href={proposalsPath(workshopId)}>
          {text('proposals.toProposals')}
        </PageButtonLink>
      }
    >
      {text('proposals.noteLine')}
    </Note>
  );
}
