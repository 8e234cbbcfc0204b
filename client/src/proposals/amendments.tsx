/** What others propose to change in this proposal, and the way to propose something oneself. */
import { type Amendment, amendmentsOf } from '@tavolo/model';
import { PenLine } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import { draftKey, dropDraft, keepDraft, readDraft } from '../board/panels/kept-draft.ts';
import { Button } from '../design/button.tsx';
import { useMay, useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import { AmendmentForm } from './amendment-form.tsx';
import css from './proposals.module.css';
import { useSheet } from './sheet-context.tsx';

export function Amendments() {
  const text = useText();
  const titleId = useId();
  const { proposal } = useSheet();
  const amendments = useWorkshop((workshop) => workshop.amendments);
  const all = useMemo(() => amendmentsOf({ amendments }, proposal.id), [amendments, proposal.id]);
  const may = useMay('proposeAmendment') === true;
  // Before the plenary there is nothing to say about them.
  if (all.length === 0 && !may) return null;
  return (
    <section className={css.amendments} aria-labelledby={titleId}>
      <h2 id={titleId}>{text('proposals.amendments')}</h2>
      <p className={css.quiet}>
        {text(all.length === 0 ? 'proposals.amendmentsNone' : 'proposals.amendmentsLine')}
      </p>
      <ul>
        {all.map((amendment) => (
          <Proposed key={amendment.id} {...amendment} />
        ))}
      </ul>
      {may ? <Writing /> : null}
    </section>
  );
}

function Proposed({ id, text: words, language, signedAs }: Amendment) {
  const text = useText();
  const isWaiting = useRoomState((state) => state.waiting.has(id));
  return (
    <li>
      <blockquote lang={language} dir="auto">
        {words}
      </blockquote>
      <p className={css.quiet} dir="auto">
        {signedAs === null
          ? text('proposals.amendmentUnsigned')
          : text('proposals.amendmentBy', { name: signedAs })}
        {isWaiting ? ` · ${text('common.saving')}` : null}
      </p>
    </li>
  );
}

/** What was begun stays on this device until it is proposed or let go. */
function Writing() {
  const text = useText();
  const { proposal } = useSheet();
  const workshopId = useWorkshop((workshop) => workshop.id) ?? '';
  const language = useWorkshop((workshop) => workshop.language);
  const seatId = useRoomState((state) => state.me?.id) ?? '';
  const key = draftKey(workshopId, seatId, `amendment:${proposal.id}`);
  const begun = readDraft(key)?.text ?? '';
  const [writing, setWriting] = useState(begun !== '');
  const end = () => {
    dropDraft(key);
    setWriting(false);
  };
  if (!writing) {
    return (
      <Button icon={<PenLine aria-hidden />} onClick={() => setWriting(true)}>
        {text('proposals.amendmentWrite')}
      </Button>
    );
  }
  return (
    <AmendmentForm
      begin={begun}
      onChange={(words) => keepDraft(key, { text: words, language, themeId: null, signed: false })}
      onProposed={end}
      onCancel={end}
    />
  );
}
