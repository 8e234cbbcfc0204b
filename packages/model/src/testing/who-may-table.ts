/** The table of who may do what, as docs/permissions.md shows it to people. */
import { PHASES } from '../phases.ts';
import { WHO_MAY } from './who-may.ts';

export function whoMayTable(): string {
  const head = ['action', ...PHASES.map((phase, index) => `${index} ${phase}`), 'locked'];
  const rows = WHO_MAY.map(({ action, cells, asked, locks }) => {
    const name = asked.length === 0 ? `${action} (not built yet)` : action;
    return [name, ...cells.split(' ').map(inWords), asked.length > 0 && locks ? 'nobody' : ''];
  });
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function inWords(cell: string): string {
  return cell.startsWith('own:') ? `own, ${cell.slice('own:'.length)} alone` : cell;
}
