import { board } from './board.ts';
import { care } from './care.ts';
import { common } from './common.ts';
import { connection } from './connection.ts';
import { facilitation } from './facilitation.ts';
import { home } from './home.ts';
import { join } from './join.ts';
import { phases } from './phases.ts';
import { preparing } from './preparing.ts';
import { projector } from './projector.ts';
import { proposals } from './proposals.ts';
import { refusals } from './refusals.ts';
import { server } from './server.ts';
import { tables } from './tables.ts';
import { templates } from './templates.ts';
import { votes } from './votes.ts';

/** Italian, the language the others are typed after. One file for each part of the product. */
export const it = {
  common,
  connection,
  facilitation,
  home,
  join,
  board,
  phases,
  preparing,
  projector,
  proposals,
  refusals,
  server,
  votes,
  care,
  tables,
  templates,
} as const;
