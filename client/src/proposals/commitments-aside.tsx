/** What organisations have promised, and who follows the proposal. Read only. */
import type { Commitment } from '@tavolo/model';
import { CircleCheck, CircleDot, CircleX, ClockAlert } from 'lucide-react';
import { useId } from 'react';
import { Tag } from '../design/tag.tsx';
import { useLanguage, useText, useWorkshop } from '../state/hooks.ts';
import css from './proposals.module.css';
import { sayDate } from './say.ts';
import { useSheet } from './sheet-context.tsx';

const LOOKS = {
  pending: { tone: undefined, Icon: CircleDot },
  kept: { tone: 'ok', Icon: CircleCheck },
  late: { tone: 'warn', Icon: ClockAlert },
  withdrawn: { tone: 'danger', Icon: CircleX },
} as const;

export function CommitmentsAside() {
  const text = useText();
  const commitmentsId = useId();
  const ownerId = useId();
  const { proposal } = useSheet();
  const { commitments, owner, deputy } = proposal;
  return (
    <>
      <section aria-labelledby={commitmentsId}>
        <h2 id={commitmentsId}>{text('proposals.commitments')}</h2>
        {commitments.length === 0 ? (
          <p className={css.quiet}>{text('proposals.noCommitments')}</p>
        ) : null}
        <ul className={css.commits}>
          {commitments.map((commitment) => (
            <Promised key={`${commitment.organisation} ${commitment.what}`} {...commitment} />
          ))}
        </ul>
      </section>
      {owner === null ? null : (
        <section aria-labelledby={ownerId}>
          <h2 id={ownerId}>{text('proposals.owner')}</h2>
          <p className={css.quiet}>{text('proposals.responsible', { ...owner })}</p>
          {deputy === null ? null : (
            <p className={css.quiet}>{text('proposals.deputy', { ...deputy })}</p>
          )}
        </section>
      )}
    </>
  );
}

function Promised({ what, organisation, role, due, status }: Commitment) {
  const text = useText();
  const [interfaceLanguage] = useLanguage();
  const language = useWorkshop((workshop) => workshop.language);
  const { tone, Icon } = LOOKS[status];
  return (
    <li>
      <p lang={language} dir="auto">
        <b>{what}</b>
      </p>
      <p className={css.by} lang={language} dir="auto">
        {organisation}
        <br />
        {role}
      </p>
      <p className={css.due}>
        <Tag tone={tone} icon={<Icon aria-hidden />}>
          {text(`proposals.commitment.${status}`)}
        </Tag>
        <span>{text('proposals.commitmentDue', { date: sayDate(due, interfaceLanguage) })}</span>
      </p>
    </li>
  );
}
