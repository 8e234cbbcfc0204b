/**
 * Is the form of the file still the one that the steps of `migrations.ts` lead to? What stands
 * there is text like any other, and damage there would show as odd errors much later.
 */
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { migrate } from './migrations.ts';

export function hasKnownForm(db: DatabaseSyncInstance): boolean {
  const fresh = new DatabaseSync(':memory:');
  try {
    migrate(fresh);
    return formOf(db) === formOf(fresh);
  } finally {
    fresh.close();
  }
}

/** Without spaces: a column that was added later stands in the text as it was added. */
function formOf(db: DatabaseSyncInstance): string {
  const parts = db
    .prepare('SELECT type, name, tbl_name AS owner, sql FROM sqlite_schema ORDER BY type, name')
    .all() as { type: string; name: string; owner: string; sql: string | null }[];
  return parts
    .map(({ type, name, owner, sql }) => [type, name, owner, sql?.replace(/\s/g, '')].join(' '))
    .join('\n');
}
