/** What was gathered, to take away. Rights as of now: nothing that is not on the wall leaves. */
import { type InterfaceLanguage, translate } from '@tavolo/i18n';
import { may } from '@tavolo/model';
import {
  CSV_COLUMNS,
  type CsvColumn,
  type CsvWords,
  exportCsv,
  exportFileName,
  exportJson,
  exportTablesCsv,
  exportVotesCsv,
  TABLES_COLUMNS,
  type TablesColumn,
  type TablesWords,
  VOTES_COLUMNS,
  type VotesColumn,
  type VotesWords,
} from '@tavolo/report';
import { type Request, type Response, Router } from 'express';
import { type Sitting, seatedDoor } from './doors.ts';
import { languageOf } from './language.ts';
import type { HttpOptions } from './options.ts';
import { inPace } from './pace.ts';
import { sendRefusal } from './refusing.ts';

type Send = (sitting: Sitting, req: Request, res: Response) => void;

export function exportRoutes(options: HttpOptions): Router {
  const { allowances } = options;
  const seated = seatedDoor(options);
  const router = Router();

  /** Rights, pace, then the file. */
  const offer = (path: string, send: Send) => {
    router.get(
      `/api/workshops/:id/${path}`,
      seated((sitting, req, res) => {
        const { workshop, seat } = sitting;
        const allowed = may(seat, 'export', {}, workshop.state);
        if (allowed !== true) return sendRefusal(req, res, allowed);
        if (!inPace(allowances.exports, seat.id, options, req, res)) return;
        send(sitting, req, res);
      }),
    );
  };

  offer('export.json', ({ workshop: { state } }, _req, res) => {
    attach(res, exportFileName(state.title, 'json'));
    res.type('application/json').send(`${JSON.stringify(exportJson(state), null, 2)}\n`);
  });
  offer('export.csv', ({ workshop: { state } }, req, res) => {
    attach(res, exportFileName(state.title, 'csv'));
    sendCsv(res, exportCsv(state, csvWords(languageOf(req, res))));
  });
  offer('export-votes.csv', ({ workshop: { state } }, req, res) => {
    const language = languageOf(req, res);
    attach(res, exportFileName(state.title, 'csv', translate(language, 'server.file-votes')));
    sendCsv(res, exportVotesCsv(state, votesWords(language)));
  });
  offer('export-tables.csv', ({ workshop: { state }, seat }, req, res) => {
    const named = req.query.names === '1';
    // Who sits where is the facilitator's to know.
    const allowed = named ? may(seat, 'run', {}, state) : true;
    if (allowed !== true) return sendRefusal(req, res, allowed);
    const language = languageOf(req, res);
    attach(res, exportFileName(state.title, 'csv', translate(language, 'server.file-tables')));
    sendCsv(res, exportTablesCsv(state, tablesWords(language), { named }));
  });

  return router;
}

function attach(res: Response, fileName: string): void {
  res.setHeader('Content-Disposition', `attachment; filename="${fileName}"`);
}

function sendCsv(res: Response, csv: string): void {
  res.type('text/csv; charset=utf-8').send(csv);
}

type Column = CsvColumn | VotesColumn | TablesColumn;

function headsOf<Some extends Column>(
  columns: readonly Some[],
  language: InterfaceLanguage,
): Readonly<Record<Some, string>> {
  const heads = columns.map((column) => [column, translate(language, `server.column-${column}`)]);
  // One for each of them.
  return Object.fromEntries(heads) as Readonly<Record<Some, string>>;
}

function csvWords(language: InterfaceLanguage): CsvWords {
  return {
    columns: headsOf(CSV_COLUMNS, language),
    kinds: {
      need: translate(language, 'server.kind-need'),
      offer: translate(language, 'server.kind-offer'),
    },
  };
}

function votesWords(language: InterfaceLanguage): VotesWords {
  return {
    columns: headsOf(VOTES_COLUMNS, language),
    over: {
      clusters: translate(language, 'server.over-clusters'),
      proposals: translate(language, 'server.over-proposals'),
    },
    notes: {
      indicative: translate(language, 'server.note-indicative'),
      orderOnly: translate(language, 'server.note-order'),
      removed: translate(language, 'server.note-removed'),
    },
  };
}

function tablesWords(language: InterfaceLanguage): TablesWords {
  return {
    columns: headsOf(TABLES_COLUMNS, language),
    parked: translate(language, 'server.parked'),
  };
}
