import type { Seat } from '@tavolo/model';

/**
 * The roles that one step away at a table may give. Only people of the room become hosts there:
 * whoever leads, looks on or helps at several tables would lose more than they get. What a host
 * was before is not kept, so both ways back are offered.
 */
export function rolesBeside({
  role,
  owner,
  tableId,
}: Pick<Seat, 'role' | 'owner' | 'tableId'>): readonly (
  | 'table-host'
  | 'participant'
  | 'partner'
)[] {
  if (owner || tableId === null) return [];
  if (role === 'table-host') return ['participant', 'partner'];
  return role === 'participant' || role === 'partner' ? ['table-host'] : [];
}
