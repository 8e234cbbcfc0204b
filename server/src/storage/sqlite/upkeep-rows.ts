/**
 * Everything that is kept, as rows, for whoever takes it elsewhere. Which tables and columns
 * there are is read from the file itself, so none can be forgotten here.
 */
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { KeptRow, KeptTable, Upkeep } from '../upkeep.ts';

/** Says only that the disk took a write. */
const NOT_KEPT = ['pulse'];
/** All others name it. */
const FIRST = 'workshop';

export function upkeepRows(db: DatabaseSyncInstance): Pick<Upkeep, 'form' | 'tables' | 'rows'> {
  function tableOf(name: string): KeptTable {
    const info = db.prepare('SELECT name, pk FROM pragma_table_info(?) ORDER BY cid').all(name);
    const columns = info as unknown as { name: string; pk: number }[];
    return {
      name,
      columns: columns.map((column) => column.name),
      key: columns
        .filter(({ pk }) => pk > 0)
        .sort((a, b) => a.pk - b.pk)
        .map((column) => column.name),
    };
  }

  return {
    form() {
      const row = db.prepare('PRAGMA user_version').get() as { user_version: number };
      return row.user_version;
    },
    tables() {
      const all = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name <> ?, name")
        .all(FIRST) as { name: string }[];
      return all
        .map(({ name }) => name)
        .filter((name) => !NOT_KEPT.includes(name) && !name.startsWith('sqlite_'))
        .map(tableOf);
    },
    rows({ name, columns, key }, by) {
      const order = by === 'making' && name === FIRST ? 'rowid' : key.join(', ');
      const all = db.prepare(`SELECT ${columns.join(', ')} FROM ${name} ORDER BY ${order}`);
      return all.iterate() as Iterable<KeptRow>;
    },
  };
}
