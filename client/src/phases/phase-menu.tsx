/** Any phase, going back too: the order is a suggestion, not a rail. For the facilitator. */
import { PHASES, type Phase, phaseIndex } from '@tavolo/model';
import { ChevronDown, ListChecks } from 'lucide-react';
import { useState } from 'react';
import { Menu, MenuItem, MenuSeparator } from '../design/menu.tsx';
import { VisuallyHidden } from '../design/visually-hidden.tsx';
import { useMayLead, useRefusalText, useText, useWorkshop } from '../state/hooks.ts';
import { MoveDialog } from './move-dialog.tsx';
import css from './phase-menu.module.css';
import { PlanSheet } from './plan-sheet.tsx';

/** In words where there is room; `sign` is ⋯ alone, where no other menu stands beside it. */
export function PhaseMenu({ look }: { readonly look: 'words' | 'word' | 'sign' }) {
  const text = useText();
  const refusalText = useRefusalText();
  const phase = useWorkshop((workshop) => workshop.phase);
  const may = useMayLead();
  const [to, setTo] = useState<Phase | null>(null);
  const [planning, setPlanning] = useState(false);
  const refusal = may === true ? null : refusalText(may);
  return (
    <>
      <Menu
        label={text('phases.change')}
        placement="bottom end"
        trigger={
          look === 'sign' ? undefined : (
            <>
              {look === 'words' ? (
                text('phases.change')
              ) : (
                <>
                  <VisuallyHidden>{text('phases.change')}</VisuallyHidden>
                  <span aria-hidden>{text('phases.changeShort')}</span>
                </>
              )}
              <ChevronDown aria-hidden />
            </>
          )
        }
      >
        {PHASES.map((each) => (
          <MenuItem
            key={each}
            words={text(`phases.${each}`)}
            icon={
              <span className={css.number} data-now={each === phase || undefined}>
                {phaseIndex(each)}
              </span>
            }
            refusal={each === phase ? text('phases.current') : refusal}
            onAction={() => setTo(each)}
          >
            {text(`phases.${each}`)}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem
          icon={<ListChecks aria-hidden />}
          refusal={refusal}
          onAction={() => setPlanning(true)}
        >
          {text('phases.planOpen')}
        </MenuItem>
      </Menu>
      {planning ? <PlanSheet onClose={() => setPlanning(false)} /> : null}
      {to === null ? null : <MoveDialog to={to} onClose={() => setTo(null)} />}
    </>
  );
}
