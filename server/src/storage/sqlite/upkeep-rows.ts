/**
 * Everything that is kept, as rows, for whoever takes it elsewhere. Which tables and columns
 * there are is read from the file itself, so none can be forgotten here.
 */
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { KeptRow, KeptTable, Upkeep } from '../upkeep.ts';

/** Says only that the disk took a write. */
const NOT_KEPT = ['pulse'];
const PAGE = 200;
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

  /** Workshops alone, which are few. */
  function inOrder({ name, columns }: KeptTable): Iterable<KeptRow> {
    return db
      .prepare(`SELECT ${columns.join(', ')} FROM ${name} ORDER BY rowid`)
      .all() as KeptRow[];
  }

  /** In pages, each from the last key on: the library's own way of going row by row loses its place. */
  function* paged({ name, columns, key }: KeptTable): Iterable<KeptRow> {
    const [names, marks] = [key.join(', '), key.map(() => '?').join(', ')];
    const select = `SELECT ${columns.join(', ')} FROM ${name}`;
    const order = `ORDER BY ${names} LIMIT ${PAGE}`;
    const first = db.prepare(`${select} ${order}`);
    const next = db.prepare(`${select} WHERE (${names}) > (${marks}) ${order}`);
    let page = first.all() as KeptRow[];
    for (;;) {
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      page = next.all(...key.map((column) => last[column] ?? null)) as KeptRow[];
    }
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
    rows: (table, by) => (by === 'making' && table.name === FIRST ? inOrder(table) : paged(table)),
  };
}
