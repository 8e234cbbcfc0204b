/** Brings a database to the newest form, for an operator who does it apart from a start. */
import pino from 'pino';
import { prepareDatabase } from './prepare.ts';

/** Rejects with a DatabaseError where the database cannot be used. */
export function bringToNewestForm(
  url: string,
): Promise<{ readonly from: number; readonly to: number }> {
  return prepareDatabase(url, pino({ level: 'silent' }));
}
