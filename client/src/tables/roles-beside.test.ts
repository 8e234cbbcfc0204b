import { ROLES, type TableId } from '@tavolo/model';
import { expect, it } from 'vitest';
import { rolesBeside } from './roles-beside.ts';

const tableId = 'table' as TableId;
const at = (role: (typeof ROLES)[number], table: TableId | null = tableId) =>
  rolesBeside({ role, owner: false, tableId: table });

it('people of the room can lead a table, and no other role is taken away for it', () => {
  const hosts = ROLES.filter((role) => at(role).includes('table-host'));
  expect(hosts).toEqual(['partner', 'participant']);
});

it('a host goes back to be a partner as well as a participant', () => {
  expect(at('table-host')).toEqual(['participant', 'partner']);
});

it('without a table there is nothing to lead, and the owner stays', () => {
  expect(ROLES.flatMap((role) => at(role, null))).toEqual([]);
  expect(rolesBeside({ role: 'facilitator', owner: true, tableId })).toEqual([]);
});
