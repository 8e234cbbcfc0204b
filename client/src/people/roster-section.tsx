/** Who has a seat, in words, whether they are here, their role, and the way to take a seat away. For the facilitator. */
import type { Seat } from '@tavolo/model';
import { UserRoundX } from 'lucide-react';
import { useMemo, useState } from 'react';
import { IconButton } from '../design/button.tsx';
import { Input } from '../design/field.tsx';
import { useRoomState, useText } from '../state/hooks.ts';
import { ExpelDialog } from './expel-dialog.tsx';
import panel from './people-panel.module.css';
import { RoleMenu } from './role-menu.tsx';
import css from './roster-section.module.css';
import { PanelSection } from './section.tsx';

/** From here on looking for a name is quicker than scrolling. */
const SEARCH_FROM = 12;

export function RosterSection() {
  const text = useText();
  const all = useRoomState((state) => state.roster);
  const counts = useRoomState((state) => state.counts);
  const here = useMemo(() => (counts?.here == null ? null : new Set(counts.here)), [counts]);
  const [wanted, setWanted] = useState('');
  if (all === null) return null;
  // Those who wait are at the door.
  const seats = all.filter(({ waiting }) => !waiting);
  const words = wanted.trim().toLowerCase();
  const shown = seats.filter((seat) => seat.name.toLowerCase().includes(words));
  return (
    <PanelSection
      title={text('common.roster')}
      aside={<span>{text('common.seats', { count: seats.length })}</span>}
    >
      {seats.length >= SEARCH_FROM ? (
        <div className={panel.stretch}>
          <Input
            label={text('common.rosterSearch')}
            type="search"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        </div>
      ) : null}
      {shown.length === 0 ? (
        <p className={panel.quiet}>{text('common.rosterNone')}</p>
      ) : (
        <ul className={css.roster}>
          {shown.map((seat) => (
            <SeatRow key={seat.id} seat={seat} here={here?.has(seat.id) ?? null} />
          ))}
        </ul>
      )}
      <p className={panel.quiet}>{text('care.rolesLine')}</p>
      {counts !== null && here === null ? (
        <p className={panel.quiet}>{text('care.hereHidden')}</p>
      ) : null}
    </PanelSection>
  );
}

function SeatRow({
  seat,
  here,
}: {
  readonly seat: Seat;
  /** Null where nobody is to know. */
  readonly here: boolean | null;
}) {
  const text = useText();
  const [expelling, setExpelling] = useState(false);
  const name = seat.name || text('common.nameless');
  return (
    <li>
      <b dir="auto">
        {name}
        {here === null ? null : (
          <span className={css.state} data-here={here || undefined}>
            {text(here ? 'care.here' : 'care.away')}
          </span>
        )}
      </b>
      {seat.owner ? <span>{text(`common.role.${seat.role}`)}</span> : <RoleMenu seat={seat} />}
      {seat.owner ? null : (
        <IconButton
          label={text('care.expel', { name })}
          icon={<UserRoundX aria-hidden />}
          onClick={() => setExpelling(true)}
        />
      )}
      {expelling ? <ExpelDialog seat={seat} onClose={() => setExpelling(false)} /> : null}
      {seat.owner ? <small>{text('common.owner')}</small> : null}
    </li>
  );
}
