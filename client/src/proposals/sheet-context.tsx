/** What the parts of one sheet share: the proposal, whether one may write it, and how a field is saved. */
import {
  type FieldValue,
  isRefusal,
  mayWriteSheet,
  type Proposal,
  type ProposalField,
  type Refusal,
} from '@tavolo/model';
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { useRefusalText, useRoom, useRoomState } from '../state/hooks.ts';

export interface SheetDesk {
  readonly proposal: Proposal;
  /** True, or the refusal that says why this seat may only read. */
  readonly mayWrite: true | Refusal;
  /** Saves a whole field; returns the sentence of a refusal. */
  save(change: FieldValue): string | null;
  /** Tells the others which field one is in; null on leaving. */
  enter(field: ProposalField | null): void;
}

const SheetContext = createContext<SheetDesk | null>(null);

export function SheetProvider({
  proposal,
  children,
}: {
  readonly proposal: Proposal;
  readonly children: ReactNode;
}) {
  const room = useRoom();
  const refusalText = useRefusalText();
  const { me, workshop } = useRoomState();
  const mayWrite = useMemo(
    () => (me === null ? room.may('editSheet') : mayWriteSheet(workshop, me, proposal)),
    [room, me, workshop, proposal],
  );
  const isReader = mayWrite !== true;
  useEffect(() => {
    // A field that closes under somebody's hands tells nobody that they have left it.
    if (isReader) room.presence.show({ field: null });
  }, [room, isReader]);
  const desk = useMemo<SheetDesk>(
    () => ({
      proposal,
      mayWrite,
      save(change) {
        const refusal = room.send({
          type: 'editProposalField',
          proposalId: proposal.id,
          ...change,
        });
        return isRefusal(refusal) ? refusalText(refusal) : null;
      },
      enter: (field) =>
        room.presence.show({ field: field === null ? null : fieldKey(proposal.id, field) }),
    }),
    [room, refusalText, proposal, mayWrite],
  );
  return <SheetContext value={desk}>{children}</SheetContext>;
}

/** The sheet this stands on; null on other pages. */
export function useSheetIfAny(): SheetDesk | null {
  return useContext(SheetContext);
}

export function useSheet(): SheetDesk {
  const desk = useContext(SheetContext);
  if (desk === null) throw new Error('useSheet outside a SheetProvider');
  return desk;
}

/** How presence names a field of a sheet. */
export function fieldKey(proposalId: string, field: string): string {
  return `${proposalId}/${field}`;
}
