/** What was gathered, to take away. Rights as of now: nothing that is not on the wall leaves. */
import { type InterfaceLanguage, translate } from '@tavolo/i18n';
import { may } from '@tavolo/model';
import { CSV_COLUMNS, type CsvWords, exportCsv, exportFileName, exportJson } from '@tavolo/report';
import { type Response, Router } from 'express';
import { seatedDoor } from './doors.ts';
import { languageOf } from './language.ts';
import type { HttpOptions } from './options.ts';
import { inPace } from './pace.ts';
import { sendRefusal } from './refusing.ts';

export function exportRoutes(options: HttpOptions): Router {
  const { allowances } = options;
  const seated = seatedDoor(options);
  const router = Router();

  router.get(
    '/api/workshops/:id/export.json',
    seated(({ workshop, seat }, req, res) => {
      const allowed = may(seat, 'export', {}, workshop.state);
      if (allowed !== true) return sendRefusal(req, res, allowed);
      if (!inPace(allowances.exports, seat.id, options, req, res)) return;
      attach(res, exportFileName(workshop.state.title, 'json'));
      res.type('application/json').send(`${JSON.stringify(exportJson(workshop.state), null, 2)}\n`);
    }),
  );

  router.get(
    '/api/workshops/:id/export.csv',
    seated(({ workshop, seat }, req, res) => {
      const allowed = may(seat, 'export', {}, workshop.state);
      if (allowed !== true) return sendRefusal(req, res, allowed);
      if (!inPace(allowances.exports, seat.id, options, req, res)) return;
      attach(res, exportFileName(workshop.state.title, 'csv'));
      const csv = exportCsv(workshop.state, csvWords(languageOf(req, res)));
      res.type('text/csv; charset=utf-8').send(csv);
    }),
  );

  return router;
}

function attach(res: Response, fileName: string): void {
  res.setHeader('Content-Disposition', `attachment; filename="${fileName}"`);
}

function csvWords(language: InterfaceLanguage): CsvWords {
  const columns = CSV_COLUMNS.map((column) => [
    column,
    translate(language, `server.column-${column}`),
  ]);
  return {
    columns: Object.fromEntries(columns) as CsvWords['columns'],
    kinds: {
      need: translate(language, 'server.kind-need'),
      offer: translate(language, 'server.kind-offer'),
    },
  };
}
