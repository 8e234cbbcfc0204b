/** What the SQL of the stores runs on: one connection, a transaction or none. */

export interface Sql {
  /** One statement; `$1`, `$2`, … are the values. */
  rows<Row>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

/** The first row, or null. */
export async function first<Row>(
  sql: Sql,
  text: string,
  values: readonly unknown[],
): Promise<Row | null> {
  const [row] = await sql.rows<Row>(text, values);
  return row ?? null;
}
