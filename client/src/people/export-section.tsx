/** Everything that is on the board, to take away: with a word about the names in it. */
import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button, ButtonLink } from '../design/button.tsx';
import { Choice } from '../design/choice.tsx';
import { useLeads, useMay, useRefusalText, useText, useWorkshop } from '../state/hooks.ts';
import css from './people-panel.module.css';
import { PanelSection } from './section.tsx';

/** Not shown to those whose role never exports; greyed with its reason in a phase that forbids it. */
export function ExportSection() {
  const text = useText();
  const refusalText = useRefusalText();
  const id = useWorkshop((workshop) => workshop.id);
  const facilitator = useLeads();
  const may = useMay('export');
  const voted = useWorkshop(({ rounds }) => [...rounds.values()].some(({ result }) => result));
  const tables = useWorkshop((workshop) => workshop.tables.size > 0);
  const [named, setNamed] = useState(false);
  if (id === null || (may !== true && !facilitator)) return null;
  return (
    <PanelSection title={text('common.export')}>
      <p className={css.quiet}>{text('common.exportLine')}</p>
      {may === true ? (
        <>
          <div className={css.row}>
            <File path={`${id}/export.json`}>{text('common.exportJson')}</File>
            <File path={`${id}/export.csv`}>{text('common.exportCsv')}</File>
            {voted ? (
              <File path={`${id}/export-votes.csv`}>{text('common.exportVotes')}</File>
            ) : null}
            {tables ? (
              <File path={`${id}/export-tables.csv${named ? '?names=1' : ''}`}>
                {text('common.exportTables')}
              </File>
            ) : null}
          </div>
          {tables && facilitator ? (
            <Choice
              checked={named}
              note={text('common.exportNamesLine')}
              onChange={({ target }) => setNamed(target.checked)}
            >
              {text('common.exportNames')}
            </Choice>
          ) : null}
        </>
      ) : (
        <Button icon={<Download aria-hidden />} refusal={refusalText(may)} reason="below">
          {text('common.export')}
        </Button>
      )}
    </PanelSection>
  );
}

function File({ path, children }: { readonly path: string; readonly children: string }) {
  return (
    <ButtonLink href={`/api/workshops/${path}`} download icon={<Download aria-hidden />}>
      {children}
    </ButtonLink>
  );
}
