/** How others join: the code, the link, and the code large for the room. */
import { Presentation } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { CopyLine } from '../design/copy-code.tsx';
import { useLeads, useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import { isLoopback, joinLink, joinOrigin, readCode } from './join-link.ts';
import { LoopbackNote } from './loopback-note.tsx';
import css from './people-panel.module.css';
import { RoomCode } from './room-code.tsx';
import { PanelSection } from './section.tsx';

export function InviteSection() {
  const text = useText();
  const code = useRoomState((state) => state.joinCode);
  const told = useRoomState((state) => state.joinOrigin);
  const origin = joinOrigin(window.location, told);
  const facilitator = useLeads();
  const closed = useWorkshop((workshop) => workshop.closed);
  const linkOpen = useWorkshop((workshop) => workshop.linkOpen);
  const [large, setLarge] = useState(false);
  if (code === null) return null;
  return (
    <PanelSection title={text('common.invite')}>
      <p className={css.bigCode} dir="ltr">
        {readCode(code)}
      </p>
      <p className={css.quiet}>
        {text(closed ? 'common.inviteClosed' : linkOpen ? 'common.inviteLine' : 'care.linkClosed')}
      </p>
      <div className={css.stretch}>
        <CopyLine
          value={joinLink(origin, code)}
          label={text('common.copyLink')}
          copied={text('common.copied')}
          byHand={text('common.copyByHand')}
        />
      </div>
      {facilitator && isLoopback(new URL(origin).hostname) ? <LoopbackNote /> : null}
      {facilitator ? (
        <Button icon={<Presentation aria-hidden />} onClick={() => setLarge(true)}>
          {text('common.showCode')}
        </Button>
      ) : null}
      {large ? <RoomCode origin={origin} code={code} onClose={() => setLarge(false)} /> : null}
    </PanelSection>
  );
}
