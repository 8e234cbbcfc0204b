/** Who is here right now, by the names they chose. Roles and seats are the facilitator's to see. */
import { Avatar } from '../design/avatar.tsx';
import { usePresence, useRoomState, useText } from '../state/hooks.ts';
import css from './people-panel.module.css';
import { PanelSection } from './section.tsx';

export function PresentSection() {
  const text = useText();
  const others = usePresence();
  const counted = useRoomState((state) => state.counts?.present ?? null);
  const people = [...new Map(others.map((other) => [other.seatKey, other])).values()].sort((a, b) =>
    a.name.localeCompare(b.name),
  );
  const here = Math.max(counted ?? 0, people.length + 1);
  return (
    <PanelSection
      title={text('common.roster')}
      aside={<span>{text('common.present', { count: here })}</span>}
    >
      {people.length === 0 ? (
        <p className={css.quiet}>{text('common.nobodyElse')}</p>
      ) : (
        <ul className={css.present}>
          {people.map(({ seatKey, name, shade, shape }) => (
            <li key={seatKey}>
              <span aria-hidden>
                <Avatar name={name} shade={shade} shape={shape} />
              </span>
              <span dir="auto">{name}</span>
            </li>
          ))}
        </ul>
      )}
    </PanelSection>
  );
}
